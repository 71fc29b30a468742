// SPDX-License-Identifier: Apache-2.0
// How close reading comes to the limit: model_limit FILE. In one run, by turns, so that a noisy
// machine is noisy for all: simdjson's on-demand reading of 12 fields of every line (what it does
// not read it does not check), decoding with every byte validated, decoding with the model of it,
// and searching the payload beside memchr; and QJsonDocument, of the first lines and as much longer
// as there are more. Medians of user CPU.
#include "app/cli/loaded_files.h"
#include "app/registry/vocabularies.h"
#include "model/log/archive.h"
#include "model/search/pattern.h"
#include "tests/bench/measure.h"

#include <QFile>
#include <QJsonDocument>

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace sightglass {
namespace {

constexpr int kRounds = 5;

template<typename F> void forEachLine(std::string_view bytes, F &&f)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        if (end > at)
            f(bytes.substr(at, end - at));
        at = end + 1;
    }
}

/// The sizes of the texts under the names that tell an event's identity, time, chain and links.
std::size_t fieldsOf(simdjson::ondemand::object object, int depth) // NOLINT(misc-no-recursion)
{
    std::size_t sum = 0;
    for (auto field : object) {
        const std::string_view name = std::string_view{field.unescaped_key()};
        simdjson::ondemand::value value = field.value();
        const bool opens = name == "data" || name == "context" || name == "subject"
            || name == "content" || name == "pipelineRun";
        const bool reads = name == "id" || name == "source" || name == "type" || name == "time"
            || name == "timestamp" || name == "chainId" || name == "outcome" || name == "uri";
        simdjson::ondemand::object inner;
        std::string_view text;
        if (opens && depth < 4 && !value.get_object().get(inner))
            sum += fieldsOf(inner, depth + 1);
        else if (reads && !value.get_string().get(text))
            sum += text.size();
    }
    return sum;
}

std::size_t readFields(std::string_view bytes)
{
    simdjson::ondemand::parser parser;
    std::size_t sum = 0;
    forEachLine(bytes, [&](std::string_view line) {
        simdjson::ondemand::document document;
        const std::size_t capacity
            = std::min(line.size() + simdjson::SIMDJSON_PADDING, bytes.size());
        if (!parser.iterate(line.data(), line.size(), capacity).get(document))
            sum += fieldsOf(document.get_object(), 0);
    });
    return sum;
}

std::size_t decodeAll(std::string_view bytes)
{
    Decoder decoder{makeVocabularies()};
    std::size_t accepted = 0;
    forEachLine(bytes, [&](std::string_view line) { accepted += decoder.decode(line) ? 0 : 1; });
    return accepted;
}

std::size_t loadAll(const QString &path)
{
    LoadedFiles files{makeVocabularies()};
    files.add(path);
    return files.snapshot().events.size();
}

/// Of so many bytes: it takes long.
constexpr std::size_t kParsedByQt = std::size_t{24} << 20;

std::size_t parseByQt(std::string_view bytes)
{
    std::size_t objects = 0;
    forEachLine(bytes.substr(0, kParsedByQt), [&](std::string_view line) {
        const QByteArray text
            = QByteArray::fromRawData(line.data(), static_cast<qsizetype>(line.size()));
        objects += QJsonDocument::fromJson(text).isObject() ? 1 : 0;
    });
    return objects;
}

std::size_t countLines(std::string_view bytes)
{
    std::size_t count = 0;
    forEachLine(bytes, [&](std::string_view) { ++count; });
    return count;
}

struct Measure
{
    const char *name;
    std::function<std::size_t()> run;
    int reference; // row; -1: none
    std::optional<double> goal = {}; // for the ratio
    double times = 1; // as long as what is measured
    std::vector<double> seconds = {};
};

int measure(const QString &path)
{
    Archives archives;
    const auto archive = archives.addFile(path.toStdString());
    const qint64 size = QFile{path}.size();
    if (!archive || size == 0)
        return 1;
    const std::string_view bytes
        = archives.mapped(*archive).substr(0, static_cast<std::size_t>(size));
    const Pattern absent = Pattern::ofText("zq no such words qz");
    std::vector<Measure> all{
        {"on-demand, 12 fields", [&] { return readFields(bytes); }, -1},
        {"decode, every byte validated", [&] { return decodeAll(bytes); }, 0},
        {"decode and model", [&] { return loadAll(path); }, 0, 2.5},
        {"QJsonDocument, parsing alone",
         [&] { return parseByQt(bytes); },
         0,
         {},
         std::max(1.0, static_cast<double>(bytes.size()) / kParsedByQt)},
        {"memchr over the lines", [&] { return countLines(bytes); }, -1},
        {"search the payload", [&] { return std::size_t{absent.isAbsentFrom(bytes)}; }, 4, 2.0},
    };
    std::size_t kept = 0;
    for (int round = -1; round < kRounds; ++round) { // the first one warms
        for (Measure &one : all) {
            const double before = test::userSeconds();
            kept += one.run();
            if (round >= 0)
                one.seconds.push_back(one.times * (test::userSeconds() - before));
        }
    }
    for (const Measure &one : all) {
        const double seconds = test::medianOf(one.seconds);
        const double reference = one.reference < 0
            ? seconds
            : test::medianOf(all[static_cast<std::size_t>(one.reference)].seconds);
        test::printRow(one.name, seconds, "s user", reference, one.goal);
    }
    return kept == 0;
}

} // namespace
} // namespace sightglass

int main(int count, char **arguments)
{
    return count == 2 ? sightglass::measure(QString::fromLocal8Bit(arguments[1])) : 2;
}
