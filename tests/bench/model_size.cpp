// SPDX-License-Identifier: Apache-2.0
// Prints what the model of some recordings takes in memory, table by table: model_size FILE…
#include "app/cli/loaded_files.h"
#include "app/cli/report_text.h"
#include "app/registry/vocabularies.h"
#include "tests/bench/measure.h"

#include <cstdio>

namespace sightglass {
namespace {

template<typename Columns>
void tell(const char *name, const FrozenTable<Columns> &table, std::uint32_t events)
{
    const double bytes = static_cast<double>(table.size()) * sizeof(Columns) / kChunkRows;
    std::printf("%-16s %10u rows %6zu bytes a row %8.2f bytes an event\n", name, table.size(),
                sizeof(Columns) / kChunkRows, bytes / events);
}

int run(int count, char **paths)
{
    LoadedFiles files{makeVocabularies()};
    for (int i = 1; i < count; ++i)
        files.add(QString::fromLocal8Bit(paths[i]));
    const std::uint64_t anonymous = anonymousMemory();
    const Snapshot s = files.snapshot();
    const std::uint32_t events = s.events.size();
    if (events == 0)
        return 1;
    tell("events", s.events, events);
    tell("event extras", s.eventExtras, events);
    tell("wide times", s.wideTimes, events);
    tell("wide places", s.widePlaces, events);
    tell("rings", s.rings, events);
    tell("entities", s.entities, events);
    tell("entity extras", s.entityExtras, events);
    tell("links", s.links, events);
    tell("odd links", s.oddLinks, events);
    tell("names", s.names, events);
    tell("told", s.told, events);
    tell("identities", s.identities, events);
    tell("claims", s.claims, events);
    tell("problems", s.problems, events);
    std::printf("texts            %10u, %zu bytes\n", s.texts.size(), s.texts.bytes());
    test::printRow("anonymous memory", static_cast<double>(anonymous) / events, "bytes/event", 64,
                   1.0);
    return 0;
}

} // namespace
} // namespace sightglass

int main(int count, char **arguments)
{
    return sightglass::run(count, arguments);
}
