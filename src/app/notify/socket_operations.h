// $get-ws-binding-token: a word by which a WebSocket is bound to subscriptions of the asker
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/OperationDefinition-backport-subscription-get-ws-binding-token.html).
#pragma once

#include "app/notify/desk.h"
#include "interaction/operation.h"

namespace helselos::app {

// Where such sockets are opened, below the FHIR base.
inline constexpr std::string_view notifications_path = "/$notifications";

// The desk must outlive the table.
void add_socket_operations(const NotifyDesk& desk, interaction::Operations& operations);

}  // namespace helselos::app
