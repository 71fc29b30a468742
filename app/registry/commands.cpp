// SPDX-License-Identifier: Apache-2.0
#include "app/registry/commands.h"

namespace sightglass {

std::span<const Command> allCommands()
{
    static constexpr Command kCommands[] = {
        {"report",
         "FILE… [--format text|json] [--at TIME] [--strict]\n"
         "      reads everything, prints what is in it; with --at, what was known then",
         runReport},
        {"", "--help | --version", runNothing},
    };
    return kCommands;
}

} // namespace sightglass
