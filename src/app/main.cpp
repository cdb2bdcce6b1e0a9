#include "app/commands.h"

int main(int count, char** words)
{
    return helselos::app::run_command(count, words);
}
