// SPDX-License-Identifier: Apache-2.0
// Writes a recording for the benchmarks: write_deliveries EVENTS [SEED] >FILE. CDEvents in
// CloudEvents, of deliveries that run side by side: a change, pipelines with tasks that trigger
// each other, an artifact, its way through the environments; 1.2 KB and one to two links an event,
// custom data in two of five, escaped text in some.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using Micros = std::int64_t;
constexpr Micros kSecond = 1'000'000;
constexpr const char *kServices[] = {"cart", "search", "ledger", "images", "router", "mailer"};
constexpr const char *kTasks[]
    = {"clone", "lint", "compile", "unit-test", "scan", "package", "e2e-test"};
constexpr const char *kEnvironments[] = {"dev", "staging", "production"};

std::mt19937_64 random_numbers;

unsigned below(unsigned count)
{
    return static_cast<unsigned>(random_numbers() % count);
}

std::string format(const char *form, auto... values)
{
    char text[4096];
    const int size = std::snprintf(text, sizeof text, form, values...);
    return {text, static_cast<std::size_t>(size)};
}

std::string uuid()
{
    const std::uint64_t high = random_numbers();
    const std::uint64_t low = random_numbers();
    return format("%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(high >> 32),
                  static_cast<unsigned>(high >> 16 & 0xFFFF), static_cast<unsigned>(high & 0xFFF),
                  static_cast<unsigned>(low >> 52),
                  static_cast<unsigned long long>(low & 0xFFFFFFFFFFFF));
}

std::string hex(int digits)
{
    std::string text;
    while (static_cast<int>(text.size()) < digits)
        text += format("%016llx", static_cast<unsigned long long>(random_numbers()));
    return text.substr(0, static_cast<std::size_t>(digits));
}

std::string timeText(Micros time)
{
    const std::time_t seconds = time / kSecond;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return text + format(".%06lldZ", static_cast<long long>(time % kSecond));
}

std::string cause(const std::string &target, const char *kind = "TRIGGER")
{
    return R"({"linkType":"RELATION","linkKind":")" + std::string{kind}
    + R"(","target":{"contextId":")" + target + "\"}}";
}

std::string customData()
{
    if (below(10) >= 4)
        return {};
    std::string text = R"(,"customData":{"labels":{"team":"t)" + std::to_string(below(20))
        + R"(","node":"ip-10-)" + std::to_string(below(65536)) + R"("},"cpu_ms":)"
        + std::to_string(below(900000));
    if (below(10) == 0) {
        text += R"(,"log_tail":")";
        for (unsigned line = 0, lines = 4 + below(8); line < lines; ++line)
            text += R"(step \"build\" on worker-)" + std::to_string(below(400)) + R"( took )"
                + std::to_string(below(100000)) + R"(ms\n)";
        text += '"';
    }
    return text + R"(},"customDataContentType":"application/json")";
}

/// Lines that are not due yet, earliest first.
struct Line
{
    Micros time;
    std::uint64_t number;
    std::string text;
    bool operator<(const Line &other) const
    {
        return std::pair{time, number} > std::pair{other.time, other.number};
    }
};
std::priority_queue<Line> pending;
std::uint64_t numbered = 0;

/// One delivery: tells what happens, and when.
class Delivery
{
public:
    explicit Delivery(Micros start)
        : m_time(start)
        , m_service(std::string{kServices[below(6)]} + "-" + std::to_string(below(100)))
        , m_chain(uuid())
        , m_ci("https://ci.example.com/clusters/" + std::to_string(below(7)))
    { }

    void run()
    {
        const std::string git = "https://git.example.com/" + m_service;
        const std::string pull = "acme/" + m_service + "/pull/" + std::to_string(below(9000));
        const std::string repository
            = R"("repository":{"id":"acme/)" + m_service + R"(","source":")" + git + R"("})";
        const std::string opened = tell(
            "change.created.0.3.0", git, pull,
            R"("description":"Retry in )" + m_service + " " + hex(7) + R"(",)" + repository, "");
        m_time += 60 * kSecond + below(1800) * kSecond;
        m_last = tell("change.merged.0.2.0", git, pull, repository, cause(opened, "CAUSE"));
        for (unsigned pipeline = 0, pipelines = 1 + below(3); pipeline < pipelines; ++pipeline)
            runPipeline(pipeline);
        deploy();
    }

private:
    std::string tell(const char *type, const std::string &source, const std::string &subject,
                     const std::string &content, const std::string &links)
    {
        const std::string id = uuid();
        const std::string time = timeText(m_time);
        const std::string head = R"("specversion":")";
        const std::string named
            = R"(","id":")" + id + R"(","source":")" + source + R"(","type":"dev.cdevents.)" + type;
        std::string line = "{" + head + "1.0" + named + R"(","subject":")" + subject
            + R"(","time":")" + time
            + R"(","datacontenttype":"application/json","data":{"context":{)" + head + "0.4.1"
            + named + R"(","timestamp":")" + time + R"(","chainId":")" + m_chain + '"';
        if (!links.empty())
            line += R"(,"links":[)" + links + "]";
        line += R"(},"subject":{"id":")" + subject + R"(","source":")" + source + R"(","content":{)"
            + content + "}}" + customData() + "}}\n";
        pending.push({m_time, numbered++, std::move(line)});
        return id;
    }

    void runPipeline(unsigned number)
    {
        const std::string run = m_service + "-run-" + std::to_string(number) + "-" + hex(6);
        const std::string page = m_ci + "/runs/" + run;
        const std::string self
            = R"("pipelineName":")" + m_service + R"(-pipeline","uri":")" + page + '"';
        m_time += kSecond + below(20) * kSecond;
        const std::string queued = tell("pipelinerun.queued.0.2.0", m_ci, run, self, cause(m_last));
        m_time += below(9) * kSecond;
        const std::string started
            = tell("pipelinerun.started.0.2.0", m_ci, run, self, cause(queued));
        std::string before = started;
        for (const char *task : kTasks)
            before = runTask(task, run, page, before);
        m_last = tell("pipelinerun.finished.0.2.0", m_ci, run,
                      self + R"(,"outcome":")" + (below(20) ? "success" : "failure") + '"',
                      cause(started, "END") + "," + cause(before));
    }

    std::string runTask(const char *name, const std::string &run, const std::string &page,
                        const std::string &before)
    {
        const std::string id = run + "-" + name;
        const std::string self = R"("taskName":")" + std::string{name} + R"(","uri":")" + page
            + "/tasks/" + name + R"(","pipelineRun":{"id":")" + run + R"(","source":")" + m_ci
            + R"("})";
        m_time += kSecond / 10 + below(3) * kSecond;
        const std::string started = tell("taskrun.started.0.2.0", m_ci, id, self, cause(before));
        m_time += 2 * kSecond + below(240) * kSecond;
        return tell("taskrun.finished.0.2.0", m_ci, id,
                    self + R"(,"outcome":")" + (below(60) ? "success" : "failure") + '"',
                    cause(started, "END"));
    }

    void deploy()
    {
        const std::string image = "pkg:oci/" + m_service + "@sha256%3A" + hex(64)
            + "?repository_url=registry.example.com%2F" + m_service;
        m_last = tell("artifact.packaged.0.2.0", m_ci, image, R"("user":"ci-bot")", cause(m_last));
        m_last = tell("artifact.published.0.2.0", m_ci, image, R"("user":"ci-bot")", cause(m_last));
        for (const char *environment : kEnvironments) {
            m_time += 30 * kSecond + below(600) * kSecond;
            m_last
                = tell("service.deployed.0.2.0", "https://cd.example.com/", "service/" + m_service,
                       R"("environment":{"id":")" + std::string{environment}
                           + R"("},"artifactId":")" + image + '"',
                       cause(m_last, "DEPLOY"));
        }
    }

    Micros m_time;
    std::string m_service;
    std::string m_chain;
    std::string m_ci;
    std::string m_last; // event that causes the next
};

} // namespace

int main(int count, char **arguments)
{
    std::uint64_t left = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10000;
    random_numbers.seed(count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 42);
    Micros now = 1'770'000'000 * kSecond;
    while (left > 0) {
        Delivery{now}.run();
        now += below(60) * kSecond;
        for (; left > 0 && !pending.empty() && pending.top().time < now; --left, pending.pop())
            std::fwrite(pending.top().text.data(), 1, pending.top().text.size(), stdout);
    }
    return 0;
}
