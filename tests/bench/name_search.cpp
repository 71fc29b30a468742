// SPDX-License-Identifier: Apache-2.0
// What a question about names and fields costs once a recording is loaded: name_search FILE. Prints
// the milliseconds of user CPU of each, medians of many; for peers.py to set beside others.
#include "app/cli/loaded_files.h"
#include "app/registry/vocabularies.h"
#include "model/search/field_query.h"
#include "tests/bench/measure.h"

#include <cstdio>
#include <utility>
#include <vector>

namespace sightglass {
namespace {

constexpr std::size_t kRounds = 21;

void measure(const char *name, const Snapshot &snapshot, const char *question)
{
    const auto query = FieldQuery::of(question);
    std::vector<double> took;
    std::size_t found = 0;
    for (std::size_t round = 0; query && round < kRounds; ++round) {
        const double before = test::userSeconds();
        found += query->in(snapshot, 0, snapshot.events.size()).size();
        took.push_back((test::userSeconds() - before) * 1e3);
    }
    std::printf("%s %.4f %zu\n", name, test::medianOf(std::move(took)), found / kRounds);
}

int run(const char *path)
{
    LoadedFiles files{makeVocabularies()};
    files.add(QString::fromLocal8Bit(path));
    const Snapshot snapshot = files.snapshot();
    if (snapshot.events.size() == 0)
        return 1;
    measure("names", snapshot, "name:unit-te");
    measure("types", snapshot, "type=dev.cdevents.change.created.0.3.0");
    return 0;
}

} // namespace
} // namespace sightglass

int main(int count, char **arguments)
{
    return count == 2 ? sightglass::run(arguments[1]) : 2;
}
