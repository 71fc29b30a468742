// SPDX-License-Identifier: Apache-2.0
#include "app/registry/commands.h"

#if SIGHTGLASS_GUI
#include "app/cli/gui/window.h"
#endif

namespace sightglass {

std::span<const Command> allCommands()
{
    static constexpr Command kCommands[] = {
        {"report",
         "FILE… [--format text|json] [--at TIME] [--strict] [--mapping FILE]…\n"
         "      reads everything, prints what is in it; with --at, what was known then",
         runReport},
        {"search",
         "TEXT FILE… [--regex] [--count] [--mapping FILE]…\n"
         "      prints the events whose payload holds the text, as they were received; with a\n"
         "      TEXT like 'type=T name:PART' those of which the model says so (= equal, : holds)",
         runSearch},
        {"record",
         "http://ADDRESS:PORT --output FILE.ndjson[.zst] [--duration T] [--count N] [--mapping "
         "FILE]…\n"
         "      receives without a window and writes a recording; SIGINT and SIGTERM end it",
         runRecord},
        {"render",
         "FILE… --view flow|map|timeline --output FILE.svg|png|dot|json [--subject ID] "
         "[--at TIME] [--mapping FILE]…\n"
         "      draws the newest flow, or the one that ID is in; no dot and json of a timeline",
         runRender},
        {"vocabularies",
         "[--format text|json] [--mapping FILE]…\n"
         "      the Rosetta stone: every type that is understood, and what becomes of it",
         runVocabularies},
#if SIGHTGLASS_GUI
        {"demo", "[--demo-seed N]\n      the window with the built-in demo stream", runDemo},
        {"",
         "[FILE…] [--replay FILE] [--at TIME] [--view flow|map|timeline|events] [--listen "
         "ADDRESS:PORT] "
         "[--record FILE] [--config-dir DIR] [--memory-budget MIB] [--mapping FILE]…\n"
         "      the window: on files, or on the log and what is received; with --record, that "
         "is written to a file, too\n"
         "      beyond the budget (half of the memory, at most 2048) the oldest events are read "
         "from the log\n"
         "      for tests and pictures: [--freeze-clock TIME] [--no-animations] [--theme "
         "light|dark] [--size WxH]\n"
         "      [--screenshot FILE] [--dump-ui FILE] [--frame-probe]",
         runWindowCommand},
#else
        {"", "--help | --version", runNothing},
#endif
    };
    return kCommands;
}

} // namespace sightglass
