// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report_text.h"

#include "model/base/time_text.h"
#include "model/json/canonical.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <span>

namespace sightglass {
namespace {

constexpr std::uint32_t kRejectedShown = 100;

std::string timeJson(Timestamp time)
{
    return isKnown(time) ? json::quoted(formatRfc3339(time)) : "null";
}

template<typename Map> std::string mapJson(const Map &map)
{
    std::string out;
    for (const auto &[name, count] : map) {
        if (count != 0)
            out.append(out.empty() ? "" : ", ")
                .append(json::quoted(name))
                .append(": ")
                .append(std::to_string(count));
    }
    return "{" + out + "}";
}

/// `counts` by their words; the fixed keys stand there whatever they count.
std::string wordsJson(std::span<const std::string_view> words,
                      std::span<const std::uint64_t> counts)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        out.append(out.empty() ? "" : ", ")
            .append(json::quoted(words[i]))
            .append(": ")
            .append(std::to_string(counts[i]));
    }
    return "{" + out + "}";
}

std::string kindsJson(const Summary &summary, bool activities)
{
    std::map<std::string_view, std::uint64_t> kinds;
    for (std::size_t i = 1; i < summary.kinds.size(); ++i) {
        if (isActivity(static_cast<Kind>(i)) == activities)
            kinds[kKindWords[i]] = summary.kinds[i];
    }
    return mapJson(kinds);
}

std::string filesJson(const Report &report)
{
    std::string out;
    for (const LoadedFiles::File &file : report.files) {
        out.append(out.empty() ? "" : ",\n           ")
            .append("{\"path\": " + json::quoted(file.path)
                    + ", \"bytes\": " + std::to_string(file.bytes)
                    + ", \"events\": " + std::to_string(file.accepted) + "}");
    }
    return "[" + out + "]";
}

std::string alertsJson(const Report &report)
{
    std::string out;
    for (const Alert &alert : report.alerts) {
        out.append(out.empty() ? "" : ",\n            ")
            .append("{\"rule\": " + json::quoted(alert.rule)
                    + ", \"severity\": " + json::quoted(word(alert.severity)) + ", \"subject\": "
                    + json::quoted(alert.subject) + ", \"since\": " + timeJson(alert.since) + "}");
    }
    return "[" + out + "]";
}

std::string rejectedJson(const Snapshot &snapshot)
{
    std::string out;
    const auto &table = snapshot.rejected;
    for (std::uint32_t row = 0; row < std::min(table.size(), kRejectedShown); ++row) {
        out.append(out.empty() ? "" : ",\n              ")
            .append(
                "{\"path\": " + json::quoted(snapshot.texts[table.get(&RejectedColumns::path, row)])
                + ", \"line\": " + std::to_string(table.get(&RejectedColumns::line, row))
                + ", \"offset\": " + std::to_string(table.get(&RejectedColumns::offset, row))
                + ", \"reason\": " + json::quoted(word(table.get(&RejectedColumns::reason, row)))
                + ", \"detail\": "
                + json::quoted(snapshot.texts[table.get(&RejectedColumns::detail, row)]) + "}");
    }
    return "[" + out + "]";
}

std::string countsLine(const std::map<std::string, std::uint64_t, std::less<>> &counts)
{
    std::string out;
    for (const auto &[name, count] : counts)
        out.append("  ").append(name).append(": ").append(std::to_string(count)).append("\n");
    return out;
}

std::string wordsText(std::span<const std::string_view> words,
                      std::span<const std::uint64_t> counts)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (counts[i] != 0)
            out.append(out.empty() ? "" : ", ")
                .append(std::to_string(counts[i]))
                .append(" ")
                .append(words[i]);
    }
    return out.empty() ? "none" : out;
}

std::string fileLines(const Report &report)
{
    std::string out;
    for (const LoadedFiles::File &file : report.files)
        out += file.path + ": " + std::to_string(file.accepted) + " events in "
            + std::to_string(file.bytes) + " bytes\n";
    return out;
}

std::string rejectedLines(const Snapshot &snapshot)
{
    std::string out;
    const auto &table = snapshot.rejected;
    for (std::uint32_t row = 0; row < std::min(table.size(), kRejectedShown); ++row) {
        out.append("  ").append(snapshot.texts[table.get(&RejectedColumns::path, row)]);
        out.append(" line ").append(std::to_string(table.get(&RejectedColumns::line, row)));
        out.append(": ").append(word(table.get(&RejectedColumns::reason, row)));
        out.append(", ")
            .append(snapshot.texts[table.get(&RejectedColumns::detail, row)])
            .append("\n");
    }
    return out;
}

} // namespace

std::string reportJson(const Report &report)
{
    const Summary &s = report.summary;
    const auto n = [](std::uint64_t number) { return std::to_string(number); };
    std::string out = "{\"files\": " + filesJson(report) + ",\n";
    out += " \"events\": {\"read\": " + n(s.events.read) + ", \"accepted\": " + n(s.events.accepted)
        + ", \"rejected\": " + n(s.events.rejected) + ", \"duplicates\": " + n(s.events.duplicates)
        + ", \"conflicts\": " + n(s.events.conflicts) + "},\n";
    out += " \"vocabularies\": " + mapJson(s.vocabularies) + ",\n \"types\": " + mapJson(s.types)
        + ",\n";
    out += " \"activities\": {\"total\": " + n(s.activities) + ", \"kinds\": " + kindsJson(s, true)
        + ",\n  \"phases\": "
        + wordsJson(std::span{kPhaseWords}.subspan(1), std::span{s.phases}.subspan(1))
        + ",\n  \"outcomes\": " + wordsJson(kOutcomeWords, s.outcomes) + "},\n";
    out += " \"subjects\": {\"total\": " + n(s.subjects) + ", \"kinds\": " + kindsJson(s, false)
        + "},\n";
    out += " \"links\": {\"declared\": " + n(s.links.declared)
        + ", \"resolved\": " + n(s.links.resolved) + ", \"dangling\": " + n(s.links.dangling)
        + ", \"inferred\": " + n(s.links.inferred) + "},\n";
    out += " \"flows\": " + n(s.flows) + ",\n \"problems\": " + mapJson(s.problems) + ",\n";
    out += " \"alerts\": " + alertsJson(report) + ",\n";
    out += " \"time\": {\"first\": " + timeJson(s.first) + ", \"last\": " + timeJson(s.last)
        + "},\n";
    out += " \"memory\": {\"anonymous\": " + n(report.anonymousBytes) + "},\n";
    out += " \"rejected\": " + rejectedJson(report.snapshot) + "}\n";
    return out;
}

std::string reportText(const Report &report)
{
    const Summary &s = report.summary;
    const auto n = [](std::uint64_t number) { return std::to_string(number); };
    std::string out = fileLines(report);
    out += "events: " + n(s.events.read) + " read, " + n(s.events.accepted) + " accepted, "
        + n(s.events.rejected) + " rejected, " + n(s.events.duplicates) + " duplicates, "
        + n(s.events.conflicts) + " conflicts\n";
    if (isKnown(s.first))
        out += "time: " + formatRfc3339(s.first) + " to " + formatRfc3339(s.last) + "\n";
    out += "vocabularies:\n" + countsLine(s.vocabularies) + "types:\n" + countsLine(s.types);
    out += "activities: " + n(s.activities) + " (" + wordsText(kPhaseWords, s.phases) + ")\n";
    out += "outcomes: " + wordsText(kOutcomeWords, s.outcomes) + "\n";
    out += "kinds: " + wordsText(kKindWords, s.kinds) + "\n";
    out += "subjects: " + n(s.subjects) + "\n";
    out += "links: " + n(s.links.declared) + " declared, " + n(s.links.resolved) + " resolved, "
        + n(s.links.dangling) + " dangling, " + n(s.links.inferred) + " inferred\n";
    out += "flows: " + n(s.flows) + "\n";
    if (!s.problems.empty())
        out += "problems:\n" + countsLine(s.problems);
    if (!report.alerts.empty())
        out += "alerts: " + n(report.alerts.size()) + "\n";
    for (const Alert &alert : report.alerts)
        out += "  " + std::string{alert.rule} + ": " + alert.name + " since "
            + formatRfc3339(alert.since) + "\n";
    if (s.events.rejected > 0)
        out += "rejected:\n" + rejectedLines(report.snapshot);
    return out;
}

std::uint64_t anonymousMemory()
{
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        constexpr std::string_view kField = "RssAnon:";
        if (line.compare(0, kField.size(), kField) == 0)
            return std::stoull(line.substr(kField.size())) * 1024;
    }
    return 0;
}

} // namespace sightglass
