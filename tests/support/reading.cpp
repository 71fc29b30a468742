// SPDX-License-Identifier: Apache-2.0
#include "tests/support/reading.h"

#include "app/registry/vocabularies.h"
#include "model/base/time_text.h"

#include <QFile>

#include <algorithm>

namespace sightglass::test {
namespace {

std::string edge(EdgeKind kind, bool causal)
{
    const std::string name{word(kind)};
    return causal ? " (" + name + ")" : " [" + name + "]";
}

void append(std::string &list, const std::string &item)
{
    if (!list.empty())
        list += ", ";
    list += item;
}

} // namespace

Reader::Reader()
    : m_vocabularies(makeVocabularies())
    , m_decoder(m_vocabularies)
{ }

std::string_view Reader::read(std::string_view record)
{
    m_record = record;
    const auto rejection = m_decoder.decode(m_record);
    return rejection ? word(rejection->reason) : std::string_view{};
}

int Reader::count(Problem problem) const
{
    const auto &problems = event().problems;
    return static_cast<int>(
        std::count_if(problems.begin(), problems.end(),
                      [problem](const ProblemClaim &claim) { return claim.problem == problem; }));
}

std::string Reader::problems() const
{
    std::string list;
    for (const ProblemClaim &claim : event().problems)
        append(list, std::string{word(claim.problem)});
    return list;
}

std::string Reader::links() const
{
    std::string list;
    for (const LinkClaim &link : event().links)
        append(list,
               std::string{link.type} + " " + std::string{link.upstream} + ">"
                   + std::string{link.downstream} + edge(link.kind, link.causal));
    return list;
}

std::string Reader::references() const
{
    std::string list;
    for (const ReferenceClaim &reference : event().references)
        append(list,
               std::string{reference.type} + " " + std::string{reference.key}
                   + edge(reference.kind, reference.causal));
    return list;
}

std::string Reader::description() const
{
    const Decoded &said = event();
    std::string text = std::string{said.type} + "\n";
    const auto line = [&text](const char *name, std::string_view value) {
        if (!value.empty())
            text += std::string{"  "} + name + ": " + std::string{value} + "\n";
    };
    const auto time = [&line](const char *name, Timestamp at) {
        line(name, isKnown(at) ? formatRfc3339(at) : std::string{});
    };
    line("source", said.source);
    line("id", said.id);
    time("time", said.time);
    line("kind", word(said.kind));
    if (isActivity(said.kind))
        line("state", std::string{word(said.phase)} + ", " + std::string{word(said.outcome)});
    else if (said.outcome != Outcome::Unknown)
        line("outcome", word(said.outcome));
    line("key", said.key);
    line("alias", said.alias);
    line("name", said.name);
    line("detail", said.detail);
    line("environment", said.environment);
    line("chain", said.chain);
    line("url", said.url);
    time("queued", said.queuedAt);
    time("started", said.startedAt);
    time("finished", said.finishedAt);
    line("attempt", said.attempt ? std::to_string(said.attempt) : std::string{});
    if (said.stepsTotal)
        line("steps", std::to_string(said.stepsDone) + " of " + std::to_string(said.stepsTotal));
    line("links", links());
    line("references", references());
    for (const IdentityClaim &claim : said.identities)
        line(std::string{word(claim.role)}.c_str(),
             std::string{word(claim.kind)} + " " + std::string{claim.value});
    for (const ProblemClaim &claim : said.problems)
        line(std::string{word(claim.problem)}.c_str(), claim.detail);
    return text;
}

std::string contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

std::vector<std::string> linesOf(const QString &path)
{
    std::vector<std::string> lines;
    const std::string content = contentOf(path);
    for (std::size_t at = 0; at < content.size();) {
        const std::size_t end = std::min(content.find('\n', at), content.size());
        if (end > at)
            lines.push_back(content.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

} // namespace sightglass::test
