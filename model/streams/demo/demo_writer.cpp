// SPDX-License-Identifier: Apache-2.0
#include "model/streams/demo/demo_writer.h"

#include "model/base/time_text.h"
#include "model/json/canonical.h"

#include <algorithm>

namespace sightglass {
namespace {

Span spanOf(double seconds)
{
    return std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)};
}

} // namespace

std::uint64_t DemoRandom::next()
{
    std::uint64_t z = m_state += 0x9E3779B97F4A7C15u; // splitmix64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int DemoRandom::between(int low, int high)
{
    return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low));
}

std::string DemoRandom::hex(int digits)
{
    std::string out;
    for (int i = 0; i < digits; ++i)
        out.push_back("0123456789abcdef"[next() % 16]);
    return out;
}

DemoWriter::DemoWriter(std::uint64_t seed, std::uint32_t loop, Timestamp start)
    : m_random(seed * 1000 + loop)
    , m_loop(loop)
    , m_start(start)
{ }

DemoWriter::Story DemoWriter::story(std::string_view ci)
{
    return {m_random.hex(8) + "-" + m_random.hex(4) + "-4" + m_random.hex(3) + "-8"
                + m_random.hex(3) + "-" + m_random.hex(12),
            std::string{ci}};
}

std::string DemoWriter::run(std::string_view name)
{
    return std::string{name} + "-"
        + std::to_string(m_loop * 1000 + static_cast<std::uint32_t>(++m_runs));
}

std::string DemoWriter::event(const Story &story, double second, std::string_view type,
                              std::string_view subjectId, const std::string &content,
                              const std::vector<std::string> &causes)
{
    const std::string id = "demo-" + std::to_string(m_loop) + "-" + std::to_string(++m_events) + "-"
        + m_random.hex(6);
    std::string links;
    for (const std::string &cause : causes)
        links.append(links.empty() ? "" : ",")
            .append(R"({"linkType":"PATH","from":{"contextId":")" + cause + "\"}}");
    std::string text = R"({"context":{"specversion":"0.5.1","id":")" + id + R"(","source":)"
        + json::quoted(story.ci) + R"(,"type":"dev.cdevents.)" + std::string{type}
        + R"(.0.3.0","timestamp":")" + formatRfc3339(m_start + spanOf(second)) + R"(","chainId":")"
        + story.chain + "\"";
    if (!links.empty())
        text += R"(,"links":[)" + links + "]";
    text += R"(},"subject":{"id":)" + json::quoted(subjectId) + R"(,"source":)"
        + json::quoted(story.ci) + R"(,"content":{)" + content + "}}}";
    line(second, std::move(text));
    return id;
}

void DemoWriter::line(double second, std::string text)
{
    m_steps.push_back({spanOf(second), DemoStep::What::Record, std::move(text)});
}

void DemoWriter::mark(double second, DemoStep::What what)
{
    m_steps.push_back({spanOf(second), what, {}});
}

std::vector<DemoStep> DemoWriter::take()
{
    std::stable_sort(m_steps.begin(), m_steps.end(),
                     [](const DemoStep &a, const DemoStep &b) { return a.offset < b.offset; });
    return std::move(m_steps);
}

} // namespace sightglass
