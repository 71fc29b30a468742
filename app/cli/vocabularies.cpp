// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/mapping_options.h"
#include "app/cli/text_table.h"
#include "model/base/safe_text.h"
#include "model/json/canonical.h"

#include <QCommandLineParser>

#include <algorithm>
#include <iterator>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

namespace sightglass {
namespace {

struct RosettaColumn
{
    std::string_view name;
    std::string_view title; // of a column of the text's table; empty: on lines of its own
    std::string Rosetta::*text;
};

constexpr RosettaColumn kColumns[] = {
    {"type", "TYPE", &Rosetta::type},    {"kind", "KIND", &Rosetta::kind},
    {"phase", "PHASE", &Rosetta::phase}, {"outcome", "", &Rosetta::outcome},
    {"id", "ID", &Rosetta::id},          {"name", "NAME", &Rosetta::name},
    {"parent", "", &Rosetta::parent},    {"links", "", &Rosetta::links},
    {"url", "", &Rosetta::url},
};

constexpr std::size_t kNarrowest = 120;

std::size_t widthOfOutput()
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return kNarrowest;
    return std::max<std::size_t>(size.ws_col, kNarrowest);
}

std::string rosettaJson(const VocabularyList &vocabularies)
{
    std::string out;
    for (const auto &vocabulary : vocabularies) {
        for (const Rosetta &row : vocabulary->rosetta()) {
            out.append(out.empty() ? "" : ",\n").append("  {\"vocabulary\": ");
            out.append(json::quoted(vocabulary->name()));
            for (const RosettaColumn &column : kColumns)
                out.append(", \"")
                    .append(column.name)
                    .append("\": ")
                    .append(json::quoted(row.*column.text));
            out.append("}");
        }
    }
    return "[\n" + out + "\n]\n";
}

TextRow cellsOf(const Rosetta &row)
{
    TextRow cells;
    for (const RosettaColumn &column : kColumns) {
        if (!column.title.empty())
            cells.push_back(row.*column.text);
    }
    return cells;
}

bool saysTheSame(const std::vector<Rosetta> &rows, std::string Rosetta::*text)
{
    return rows.size() > 1 && std::all_of(rows.begin(), rows.end(), [&](const Rosetta &row) {
               return row.*text == rows.front().*text;
           });
}

/// What stands beside the table: once for all where the rows agree, else below each.
std::string tableOf(const std::vector<Rosetta> &rosetta, std::size_t width)
{
    TextRow header;
    std::string out;
    std::vector<RosettaColumn> below;
    for (const RosettaColumn &column : kColumns) {
        if (!column.title.empty())
            header.emplace_back(column.title);
        else if (saysTheSame(rosetta, column.text))
            out += hangingText(column.name, rosetta.front().*column.text, width);
        else
            below.push_back(column);
    }
    out += out.empty() ? "" : "\n";
    std::vector<TextRow> rows;
    std::transform(rosetta.begin(), rosetta.end(), std::back_inserter(rows), cellsOf);
    const TextTable table{header, rows, width};
    out += table.lines(header);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out += table.lines(rows[i]);
        for (const RosettaColumn &column : below)
            out += hangingText(column.name, rosetta[i].*column.text, width);
    }
    return out;
}

std::string rosettaText(const VocabularyList &vocabularies, std::size_t width)
{
    std::string out;
    for (const auto &vocabulary : vocabularies) {
        out.append(out.empty() ? "" : "\n").append(vocabulary->name()).append("\n\n");
        if (const std::vector<Rosetta> rows = vocabulary->rosetta(); !rows.empty())
            out += tableOf(rows, width);
    }
    return out;
}

} // namespace

int runVocabularies(const Invocation &invocation)
{
    const QCommandLineOption format{
        QStringLiteral("format"), {}, QStringLiteral("text|json"), QStringLiteral("text")};
    QCommandLineParser parser;
    parser.addOption(format);
    addMappingOptions(parser);
    if (!parseArguments(parser, invocation.arguments))
        return kUsage;
    if (!parser.positionalArguments().isEmpty())
        return complain(kUsage, QStringLiteral("vocabularies takes no files"));
    const bool json = parser.value(format) == QLatin1String("json");
    if (!json && parser.value(format) != QLatin1String("text"))
        return complain(kUsage, QStringLiteral("--format is text or json"));
    const SpokenVocabularies spoken = readMappingOptions(parser, invocation.vocabularies);
    const std::string out
        = json ? rosettaJson(spoken.list) : rosettaText(spoken.list, widthOfOutput());
    if (!print(!json && ::isatty(STDOUT_FILENO) ? safeText(out, true) : out))
        return complain(kUnreadable, QStringLiteral("cannot write the table"));
    return spoken.complete ? kFine : kUnreadable;
}

} // namespace sightglass
