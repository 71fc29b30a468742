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
        {"render",
         "FILE… --view flow|timeline --output FILE.svg|png|dot|json [--subject ID] [--at TIME]\n"
         "      draws the newest flow, or the one that ID is in; dot and json for flow only",
         runRender},
        {"", "--help | --version", runNothing},
    };
    return kCommands;
}

} // namespace sightglass
