// Every limit of the house, each with its reason. A limit is tested at, one
// under and one over.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace helselos::limits {

// JSON.
constexpr std::size_t json_depth_max = 64;                // Well over any real resource; the rest is attack.
constexpr std::size_t json_string_bytes_max = 16U << 20;  // One Binary or Attachment inside a transaction.
constexpr std::size_t json_number_digits_max = 64;        // FHIR decimals carry 18; more is kept, endless is not.
constexpr std::size_t conditional_delete_max = 1'000;     // Deleted together by one condition: what one act can hold.
constexpr std::size_t patch_operations_max = 1'000;  // A person's own changes are a handful; the rest is a new version.
constexpr std::size_t patch_nodes_max = 100'000;     // Put in by one patch: a copy of a copy doubles each time.
constexpr std::size_t json_nodes_max = 4'000'000;    // A transaction of 16 MiB has under one million.

// HTTP (userver's defaults, widened for bundles).
constexpr std::size_t http_target_bytes_max = 8U << 10;
constexpr std::size_t http_header_bytes_max = 64U << 10;
constexpr std::size_t http_header_fields_max = 100;
constexpr std::size_t http_body_bytes_max = 32U << 20;  // The largest Synthea transaction is about 20 MiB.
constexpr std::chrono::seconds http_header_time_max{10};
constexpr std::chrono::seconds http_body_time_max{30};
constexpr std::chrono::seconds http_idle_time_max{75};
constexpr std::size_t http_connections_max = 4096;
constexpr std::size_t http_connections_per_address_max
    = 1024;                                              // A quarter: one caller leaves room; a proxy is one address.
constexpr std::chrono::seconds http_write_time_max{30};  // Since a client last took a byte of its answer.
constexpr std::chrono::seconds http_linger_time_max{2};  // For a refused client to read why, before the door shuts.
constexpr std::chrono::seconds http_stop_time_max{10};   // For what is under way when the server is asked to stop.
constexpr std::size_t http_chunk_line_bytes_max = 1U
    << 10;  // A chunk size with its extensions; real ones have ten bytes.
constexpr std::size_t http_bodies_bytes_max = 512U << 20;      // All request bodies in memory at once.
constexpr std::size_t http_workers = 64;                       // Threads that may block on the store.
constexpr std::size_t http_work_queue_max = 1024;              // Waiting requests; more are told to come back.
constexpr std::size_t http_pipelined_turn_max = 16;            // Answered in a row before the next connection's turn.
constexpr std::size_t http_parameters_max = 1'000;             // In a query or form, before search counts its own.
constexpr std::size_t http_compressors_idle_max = 16;          // Kept with their memory, about 256 KiB each.
constexpr std::size_t http_compress_bytes_min = 1'400;         // About one network packet: less is not worth the work.
constexpr std::size_t http_static_file_bytes_max = 16U << 20;  // One file of a built web application.
constexpr std::size_t http_static_bytes_max = 128U << 20;      // All of them, kept in memory.

// REST.
constexpr std::size_t resource_bytes_max = 4U << 20;
constexpr std::size_t bundle_entries_max = 10'000;
constexpr std::size_t search_parameters_max = 32;
constexpr std::size_t search_values_max = 100;
constexpr std::size_t search_chain_max = 3;
constexpr std::size_t search_depth_max = 8;           // Of clauses within clauses.
constexpr std::size_t search_clauses_max = 256;       // In all, also those a chain without a type is made of.
constexpr std::size_t search_values_all_max = 4'000;  // Of all clauses together.
constexpr std::size_t search_codes_max = 1'000;       // That a value set or a branch of a code system may stand for.
constexpr std::size_t search_words_max = 32;          // Of one _text or _content.
constexpr std::size_t search_filter_depth_max = 16;   // Parentheses and brackets of a _filter.
constexpr std::size_t search_filter_bytes_max = 4U
    << 10;                                    // One person's question; more is made by a program gone wrong.
constexpr std::size_t search_types_max = 32;  // Named in one _type.
constexpr std::size_t search_parameters_added_max = 500;  // Search parameters beside those of R4.
constexpr std::size_t search_postings_max = 32;           // Keys that one value stands for: a code in so many systems.
constexpr std::size_t search_merged_max = 8;              // Lists that are read side by side to keep their order.
constexpr std::size_t search_stretches_max = 300;  // Of an index, for one criterion; more are not walked, but checked.
constexpr std::int64_t search_steps_max = 60'000'000;  // Of SQLite's machine, for one search: about two seconds.
constexpr std::int64_t search_steps_in_writer_max = 6'000'000;  // The same inside a write, where all others wait.
constexpr std::int64_t search_steps_of_trial_max = 150'000;     // Of a way that may turn out to be the longer one.
constexpr std::size_t search_page_default = 20;
constexpr std::size_t search_page_max = 1'000;
constexpr std::size_t search_included_max = 1'000;
constexpr std::size_t search_value_bytes_max
    = 512;  // Of one value asked for. Under the next, so that it never equals a text that was cut.
constexpr std::size_t search_key_bytes_max = 768;  // Of a text kept to be found by; longer ones are kept up to here.
constexpr std::size_t search_rows_max
    = 50'000;  // Of one resource: a Group of 16,000 members fits, an attack on the index does not.
constexpr std::size_t search_word_bytes_max = 64;        // Of a word kept to be found by; what follows is not compared.
constexpr std::size_t search_expression_depth_max = 16;  // Parentheses in the expression of a search parameter.

// FHIRPath.
constexpr std::uint64_t path_steps_max = 1'000'000;
constexpr std::size_t path_bytes_max = 16U << 20;
constexpr std::size_t path_depth_max = 128;  // Nesting of an expression; a parser must not recurse on input.
constexpr std::size_t path_expression_bytes_max = 64U << 10;
constexpr std::size_t path_check_steps_max
    = 100'000;  // Then types are no longer followed: repeat() in repeat() multiplies.
constexpr std::size_t path_check_errors_max = 50;          // Nobody reads more; one mistake rarely makes two.
constexpr std::size_t path_cache_expressions_max = 4'096;  // All that R4 publishes, and as many of callers.

// Views: tables of resources (SQL on FHIR).
constexpr std::size_t view_definition_bytes_max = 1U << 20;  // Of its JSON; the largest known has ten thousand bytes.
constexpr std::size_t view_columns_max = 1'000;              // What a database takes in one table.
constexpr std::size_t view_selects_max = 1'000;              // In all; each may have tables of its own while one runs.
constexpr std::size_t view_depth_max = 32;                   // Selects within selects.
constexpr std::size_t view_constants_max = 1'000;
constexpr std::size_t view_rows_of_resource_max = 100'000;     // Siblings multiply: three lists of fifty fit, no more.
constexpr std::size_t view_cells_of_resource_max = 4'000'000;  // Sixteen bytes each, those of parts of rows too.
constexpr std::size_t view_repeat_depth_max = json_depth_max;  // An expression may yield what it is asked of.
constexpr std::uint64_t view_steps_of_resource_max = 20'000'000;  // Of FHIRPath, all columns and rows together.
constexpr std::size_t view_answer_bytes_max = 128U << 20;  // Answered at once over HTTP; more is written by a command.
constexpr std::size_t view_patients_max = 1'000;           // Whom one run may name, or its groups have as members.
constexpr std::size_t view_resources_given_max = bundle_entries_max;

// Validation.
constexpr std::size_t validation_issues_max = 200;        // Nobody reads more; a sender mends these first.
constexpr std::size_t fhir_string_bytes_max = 1U << 20;   // FHIR: strings shall not exceed 1 MB.
constexpr std::size_t xhtml_depth_max = 64;               // Elements inside each other in a narrative.
constexpr std::size_t value_set_depth_max = 16;           // Value sets that include value sets.
constexpr std::size_t value_set_includes_max = 1'000;     // In all, for one expansion; more is a bomb.
constexpr std::size_t validation_likeness_depth_max = 8;  // Elements below a discriminator that may tell a slice.
constexpr std::size_t validation_targets_depth_max = 8;   // References from resource to resource, each with a profile.
constexpr std::size_t validation_steps_max
    = 50'000'000;  // Demands times items; ten thousand profiled entries take a tenth.

// Profiles.
constexpr std::size_t profile_bases_max = 16;  // Profiles of profiles, and of the types inside them; more is a ring.
constexpr std::size_t profile_elements_max = 20'000;  // Of one snapshot; the largest known has two thousand.
constexpr std::size_t profile_path_depth_max = 32;    // Parts of the path of an element; real ones have twelve.

// Terminology.
constexpr std::size_t code_index_stretches_max = 32'000'000;    // Of a hierarchy; SNOMED CT has under two million.
constexpr std::size_t code_index_bytes_max = 0xF0000000;        // Places in it are numbers of 32 bits.
constexpr std::size_t code_bytes_max = 4'096;                   // Of one code; post-coordinated ones have hundreds.
constexpr std::size_t code_system_file_bytes_max = 512U << 20;  // A CodeSystem in one file; more belongs into NDJSON.
constexpr std::size_t code_system_nodes_max = 40'000'000;       // Of its JSON: a hundred for each of 400,000 concepts.
constexpr std::size_t code_system_kept_bytes_min = 2U << 20;    // In a package: larger ones are kept as an index.
constexpr std::size_t expansion_codes_max = 1'000'000;          // Of a value set told code by code.
constexpr std::size_t expansion_filter_bytes_max = 200;         // Words somebody types; the rest adds nothing.
constexpr std::size_t filter_regex_bytes_max = 500;             // Of the pattern in a value set's filter.
constexpr std::size_t terminology_codings_max = 50;             // Of one CodeableConcept that is asked about.
constexpr std::size_t terminology_properties_max = 50;          // Named in one $lookup.
constexpr std::size_t terminology_maps_max = 50;                // Concept maps looked through by one $translate.
constexpr std::size_t terminology_kept_max = 64;                // Stored code systems and sets kept as they are asked.
constexpr std::size_t validation_set_codes_max = 20'000;        // Of a value set kept code by code; others are asked.
constexpr std::size_t closure_tables_max = 1'000;               // Kept in one data folder.
constexpr std::size_t closure_concepts_max = 2'000;             // Of one table: as many squared are compared.
constexpr std::size_t closure_name_bytes_max = 64;

// FHIR packages.
constexpr std::size_t package_bytes_max = 512U << 20;  // Unpacked; the largest national package is a tenth.
constexpr std::size_t package_files_max = 20'000;
constexpr std::size_t package_name_bytes_max = 100;  // Of a name or a version; both become the name of a file.

// Import.
constexpr std::size_t import_file_bytes_max = 256U << 20;  // One JSON file, read whole; more belongs into NDJSON.
constexpr std::size_t import_line_bytes_max = 32U << 20;   // Of NDJSON: a transaction as large as HTTP takes.
constexpr std::size_t import_group_max = 200;              // Resources put in together; one flush for all of them.
constexpr std::size_t import_group_bytes_max = 1U << 20;   // The same, for large ones.
constexpr std::size_t import_faults_max = 20;              // In a row: then the store is broken, not what is put in.
constexpr std::size_t import_failures_told_max = 1'000;    // More are only counted.

// Store.
constexpr std::size_t write_group_max = 256;             // Acts that share one fsync.
constexpr std::size_t write_queue_max = 4096;            // More waiting writers than this are told to come back.
constexpr std::size_t store_readers_max = 256;           // Moments of the store open at once.
constexpr std::size_t store_readers_idle_max = 32;       // Connections kept warm.
constexpr std::size_t store_statements_max = 256;        // Prepared, of one connection.
constexpr std::size_t store_names_cached_max = 200'000;  // Systems come from outside: the rest is looked up on disk.
constexpr std::size_t store_body_bytes_max = resource_bytes_max + (64U << 10);  // With meta and what was normalised.
constexpr std::size_t store_body_raw_bytes_max = 256;                           // Shorter ones do not shrink.
constexpr std::size_t store_key_bytes_max = 192;            // Longer codes and uris stand in keys cut, with a hash.
constexpr std::size_t store_folded_bytes_max = 192;         // Longer strings are searched by their start, then checked.
constexpr std::size_t store_mapped_bytes_max = 0x7fff0000;  // What SQLite on Debian maps at most of one file.
constexpr std::size_t store_writer_cache_bytes = 64U << 20;
constexpr std::size_t store_reader_cache_bytes = 2U << 20;   // The map of the file does most.
constexpr std::size_t store_checkpoint_pages = 2'000;        // Of the log; then they are moved to the data.
constexpr std::size_t store_checkpoint_pages_max = 32'000;   // Then the writer helps, so that the log starts anew.
constexpr std::chrono::milliseconds store_idle_time{1'000};  // After which the log is emptied.

// The log of who saw what.
constexpr std::size_t log_page_default = 50;
constexpr std::size_t log_page_max = 500;
constexpr std::size_t log_patients_max = 50;         // Named in one question; a family is a tenth.
constexpr std::size_t log_text_bytes_max = 2'000;    // Of a reason or a decision: a paragraph.
constexpr std::size_t log_links_at_once = 200;       // Read in one moment by a check, which hinders nobody for long.
constexpr std::size_t log_findings_max = 1'000;      // Told by a check; more are only counted.
constexpr std::size_t log_rows_without_link = 256;   // Of an older layout, that share a link.
constexpr std::size_t access_findings_max = 10'000;  // In a report of unusual access; the weightiest stay.
constexpr std::size_t log_pages_filled_max = 20;     // Read for one, when rows of it are not told.

// Refused attempts in the log: so many rows for a caller in the time, the rest is counted in one row after it.
constexpr std::size_t refusals_logged_max = 20;
constexpr std::chrono::minutes refusals_time{60};
constexpr std::size_t refusal_callers_max = 10'000;  // Counted at once; then those counted longest are told first.

// Words in the store.
constexpr std::size_t words_tail_max = 1'000;  // Resources a search looks at one by one, in a twentieth of a second.
constexpr std::chrono::milliseconds words_wait_max{1'000};  // For the index to come on; then: come back later.
constexpr std::size_t words_batch_max = 1'000;              // Versions indexed at once.
constexpr std::size_t words_batch_bytes_max = 8U << 20;     // The same, of terms.
constexpr std::size_t words_stale_min = 20'000;  // Resources that may stand under words they have no longer; and if
constexpr std::int64_t words_stale_share = 4;    // they are more than one in so many, the index is made anew.
constexpr std::int64_t words_moment_age_max = 20'000;   // In commits: how old a moment may be that words are asked of.
constexpr std::int64_t words_steps_of_reading = 1'500;  // What it costs a search to look at one resource directly.
constexpr std::int64_t words_busy_acts = 500;           // A second; then the index lets the writer have the processor.
constexpr std::chrono::milliseconds words_gather_time{200};  // After a write, for more to come.
constexpr std::chrono::milliseconds words_idle_time{1'000};  // Then it looks whether other words are to be read.

// Reading anew what is stored, when what is searched by has changed.
constexpr std::size_t reindex_page_max = 100;  // Resources whose rows are replaced at once: others wait for so many.

// Events.
constexpr std::size_t event_batch_max = 100;         // Read at once by the dispatcher.
constexpr std::chrono::seconds event_retry_wait{1};  // Before a reaction that failed is tried again.

// Sharing.
constexpr std::size_t share_code_letters = 8;
constexpr std::chrono::hours share_code_life_max{24};
constexpr std::size_t share_anonymous_per_hour_max = 60;   // Per network address; a family behind one router needs few.
constexpr std::size_t share_text_letters_max = 4'000;      // Own words, medicines, notes: a full page.
constexpr std::size_t share_code_tries_per_hour_max = 20;  // Per caller, right or wrong.
constexpr std::size_t share_wrong_codes_of_person_max = 10;         // In an hour; then the person tries no more.
constexpr std::size_t share_wrong_codes_of_organization_max = 100;  // The same, of all its personnel together.
constexpr std::size_t share_wrong_codes_of_house_max = 2'000;       // And of everybody: somebody is guessing.
constexpr std::chrono::seconds share_repeat_time{60};  // In which the same act again is a finger that pressed twice.
constexpr std::size_t share_pictures_max = 5;
constexpr std::size_t share_picture_bytes_max = 3'000'000;    // As base64 it has to fit into store_body_bytes_max.
constexpr std::size_t share_pictures_bytes_max = 10'000'000;  // All of one sharing.
constexpr std::uint64_t share_picture_side_max = 12'000;      // In pixels; a viewer keeps four bytes for each.
constexpr std::uint64_t share_picture_pixels_max = 50'000'000;
constexpr std::size_t picture_segments_max = 4'096;        // Of a JPEG or PNG; a camera writes under a hundred.
constexpr std::size_t address_file_bytes_max = 32U << 20;  // The national register as text is about half.
constexpr std::size_t address_entries_max = 200'000;
constexpr std::size_t routing_rules_max = 2'000;  // Of all municipalities together.
constexpr std::size_t recipients_shown_max = 50;  // Choices nobody scrolls past.
constexpr std::size_t document_pages_max = 20;    // Of a PDF; a real one has two.
constexpr std::size_t summary_entries_max = 500;  // Of each section of a patient summary; more is said to be left out.

// Choices of residents, and emergency access.
constexpr std::size_t fullmakt_tries_per_hour_max = 10;    // Of one giver, right or wrong: a family has fewer.
constexpr std::size_t choices_per_hour_max = 60;           // Of one resident: settings, blocks, questions, answers.
constexpr std::size_t emergency_tries_per_hour_max = 20;   // Of one person: more than an accident brings to one.
constexpr std::size_t emergency_note_letters_max = 1'000;  // A short paragraph; the patient reads it in their log.
constexpr std::size_t log_question_letters_max = 2'000;    // A page.
constexpr std::size_t block_records_max = 100;             // Named in one block; more is a block of the whole.
constexpr std::size_t name_letters_max = 200;              // Of a person, as somebody typed it.
constexpr std::size_t who_can_see_records_max = 5'000;  // Of a kind, looked at to tell who can see a person's record.
constexpr std::size_t controller_page_default = 50;

// Sessions and signing in.
constexpr std::chrono::hours session_life_max{8};
constexpr std::chrono::minutes session_idle_max{30};
constexpr std::size_t sessions_max = 100'000;
constexpr std::chrono::minutes sign_in_life_max{10};  // From being sent to the issuer until coming back.
constexpr std::size_t sign_ins_waiting_max = 10'000;
constexpr std::size_t token_bytes_max = 16U << 10;         // With the attest of the trust framework and its patients.
constexpr std::chrono::seconds token_clock_skew{30};       // Between the issuer's clock and ours.
constexpr std::chrono::hours token_life_max{4};            // SMART advises one; what lasts a day is a password.
constexpr std::size_t token_scopes_max = 200;              // Of one token: an app that asks for every type has 150.
constexpr std::size_t tokens_remembered_max = 50'000;      // Whose signature and person need not be looked up again.
constexpr std::chrono::seconds token_remembered_time{60};  // A withdrawn key or person is noticed after so long.
constexpr std::size_t rsa_bits_min = 2'048;        // Of a signature that nobody can forge until 2030 (NIST SP 800-57).
constexpr std::size_t rsa_bits_max = 8'192;        // A longer key only makes checking slow.
constexpr std::size_t key_set_keys_max = 64;       // An issuer in the middle of a change has four.
constexpr std::size_t proof_bytes_max = 4U << 10;  // Of a DPoP proof: a key, a digest and an address.
constexpr std::chrono::minutes proof_nonce_life{5};  // And as long again: one that was just given is good for a while.
constexpr std::chrono::seconds proof_age_max{60};    // Of a DPoP proof (RFC 9449, section 11.1).
constexpr std::size_t proofs_remembered_max = 500'000;  // Of that age; more at once are refused.
constexpr std::size_t issuer_answer_bytes_max = 1U << 20;
constexpr std::chrono::seconds issuer_answer_wait{5};
constexpr std::chrono::minutes issuer_keys_age_max{60};
constexpr std::chrono::minutes issuer_keys_refresh{10};   // Old ones hold until the age above.
constexpr std::chrono::seconds issuer_keys_wait_min{10};  // Before keys are fetched again for a key nobody knows.
constexpr std::size_t issuer_waiting_max = 16;  // Requests that wait for an issuer; more are told to come back.
constexpr std::chrono::seconds client_assertion_life{60};  // The most HelseID takes.

// Who may see.
constexpr std::chrono::hours emergency_access_life_max{4};
constexpr std::size_t relations_cached_max = 20'000;  // Callers whose ties to patients are remembered.
constexpr std::size_t relations_of_caller_max = 1'000;
constexpr std::size_t references_of_written_max = 500;  // In a resource a machine writes: each is asked for.

// De-identified views.
constexpr std::uint64_t deidentified_count_min = 5;  // A smaller number of resources or patients is not told.
constexpr int deidentified_shift_days_max = 182;     // Dates of one patient are moved by up to so many, either way.

// Triage content.
constexpr std::size_t triage_operands_max = 128;      // Conditions a clinician can read have a tenth.
constexpr std::size_t triage_nesting_max = 16;        // Of a condition; deeper, nobody can check it.
constexpr std::size_t triage_choices_max = 60;        // One bit each.
constexpr std::size_t triage_search_bytes_max = 200;  // A filter of a person's own words; the rest adds nothing.
constexpr std::size_t triage_text_bytes_max = 4'000;  // Of a person's own words.
constexpr std::size_t triage_search_word_max = 32;    // Longer words are not compared letter by letter.

// Proofs about triage content. A question takes a few milliseconds, the longest half a second on a machine with
// nothing else to do; what takes longer is not proved.
constexpr std::chrono::milliseconds solver_question_time_max{20'000};
constexpr std::size_t solver_answer_bytes_max = 4U << 20;  // The values of all variables of one question.

}  // namespace helselos::limits
