// SPDX-License-Identifier: Apache-2.0
#include "model/streams/demo/demo_script.h"

#include "model/streams/demo/demo_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace sightglass {
namespace {

using Story = DemoWriter::Story;
using std::string;

constexpr const char *kGit = "https://git.example.com/shop";
constexpr const char *kTekton = "https://tekton.example.com/clusters/build-1";
constexpr const char *kArgo = "https://argo.example.com/apps";

string quotedMember(const char *name, const string &value)
{
    return "\"" + string{name} + "\":\"" + value + "\"";
}

string outcome(const char *word, const string &errors = {})
{
    return quotedMember("outcome", word)
        + (errors.empty() ? string{} : "," + quotedMember("errors", errors));
}

string parent(const string &run)
{
    return R"("pipelineRun":{"id":")" + run + "\"}";
}

/// A pipeline run whose tasks are written between its start and its end.
class Pipeline
{
public:
    Pipeline(DemoWriter &writer, const Story &story, const string &name, double queued,
             const std::vector<string> &causes)
        : m_writer(writer)
        , m_story(story)
        , m_name(quotedMember("pipelineName", name))
        , m_id(writer.run(name))
    {
        const string uri = "," + quotedMember("uri", string{kTekton} + "/runs/" + m_id);
        writer.event(story, queued, "pipelinerun.queued", m_id, m_name + uri, causes);
        m_started = writer.event(story, queued + 0.3, "pipelinerun.started", m_id, m_name + uri);
    }

    /// Returns the id of its last event. An empty end: it is still running when the loop ends.
    string task(const string &name, double begin, double end, const char *word,
                const string &errors = {}, const std::vector<string> &causes = {})
    {
        const string run = m_writer.run(name);
        const string content = quotedMember("taskName", name) + "," + parent(m_id);
        m_writer.event(m_story, begin, "taskrun.started", run, content,
                       causes.empty() ? std::vector{m_started} : causes);
        return m_writer.event(m_story, end, "taskrun.finished", run,
                              content + "," + outcome(word, errors));
    }

    string finish(double second, const char *word, const string &errors = {})
    {
        return m_writer.event(m_story, second, "pipelinerun.finished", m_id,
                              m_name + "," + outcome(word, errors));
    }

private:
    DemoWriter &m_writer;
    const Story &m_story;
    string m_name;
    string m_id;
    string m_started;
};

string change(DemoWriter &writer, const Story &story, double second, const string &repository,
              const string &title)
{
    const string id = repository + "/pull/" + std::to_string(writer.random().between(100, 999));
    const string content = R"("repository":{"id":"shop/)" + repository + "\"}";
    Story git = story;
    git.ci = kGit;
    const string created = writer.event(git, second, "change.created", id,
                                        quotedMember("description", title) + "," + content);
    return writer.event(git, second + 0.4, "change.merged", id, content, {created});
}

string publish(DemoWriter &writer, const Story &story, double second, const string &name,
               const string &cause, string &purl)
{
    purl = "pkg:oci/" + name + "@sha256%3A" + writer.random().hex(64);
    const string packaged = writer.event(story, second, "artifact.packaged", purl, {}, {cause});
    return writer.event(story, second + 0.5, "artifact.published", purl, {}, {packaged});
}

string deploy(DemoWriter &writer, const Story &story, double second, const char *how,
              const string &service, const char *environment, const string &purl,
              const string &cause)
{
    Story argo = story;
    argo.ci = kArgo;
    return writer.event(argo, second, string{"service."} + how, service,
                        R"("environment":{"id":")" + string{environment} + R"("},"artifactId":")"
                            + purl + "\"",
                        {cause});
}

// A change that fails a test, passes on the second try, waits for an approval, reaches production
// and is rolled back.
void tellCheckout(DemoWriter &writer)
{
    const Story story = writer.story(kTekton);
    const string merged
        = change(writer, story, 0.2, "checkout-service", "Round cart totals per line");
    Pipeline build{writer, story, "checkout-build", 0.8, {merged}};
    build.task("compile", 1.2, 2.3, "success");
    build.task("unit-tests", 1.3, 2.9, "success");
    build.task("lint", 1.3, 1.9, "success");
    const string built = build.finish(3.1, "success");
    string purl;
    const string published = publish(writer, story, 3.2, "checkout-service", built, purl);
    Pipeline verify{writer, story, "checkout-verify", 3.8, {published}};
    verify.task("itest-1", 4.2, 4.8, "success");
    verify.task("itest-2", 4.2, 5.6, "success");
    const string failed
        = verify.task("itest-3", 4.2, 4.9, "failure", "expected total 42.10, got 42.00");
    const string ended = verify.finish(5.9, "failure", "itest-3 failed");
    Pipeline again{writer, story, "checkout-verify", 7.0, {ended}};
    again.task("itest-1", 7.5, 8.6, "success");
    again.task("itest-2", 7.5, 9.4, "success");
    again.task("itest-3", 7.5, 9.0, "success", {}, {failed});
    const string passed = again.finish(9.8, "success");
    const string staged
        = deploy(writer, story, 11.0, "deployed", "checkout-service", "staging", purl, passed);
    const string approval = writer.run("release-checkout");
    const string gate = R"("resourceTargetUrl":"https://argo.example.com/apps/checkout-service")";
    writer.event(story, 12.0, "approval.created", approval,
                 gate + "," + quotedMember("requestor", "ana"), {staged});
    const string approved = writer.event(story, 24.0, "approval.closed", approval,
                                         gate + "," + quotedMember("responder", "li") + ","
                                             + quotedMember("status", "approved"));
    const string live
        = deploy(writer, story, 26.0, "upgraded", "checkout-service", "production", purl, approved);
    const string incident = writer.run("inc");
    const string where
        = R"("description":"error rate of checkout above 5 %","environment":{"id":"production"},"service":{"id":"checkout-service"})";
    const string detected = writer.event(story, 44.0, "incident.detected", incident, where, {live});
    const string back = deploy(writer, story, 50.0, "rolledback", "checkout-service", "production",
                               purl, detected);
    writer.event(story, 56.0, "incident.resolved", incident, where, {back});
}

// A fan-out of 48 shards, of which two fail.
void tellSearch(DemoWriter &writer)
{
    const Story story = writer.story(kTekton);
    const string merged = change(writer, story, 14.0, "search", "Index prices in cents");
    Pipeline tests{writer, story, "search-tests", 14.8, {merged}};
    const string prepared = tests.task("prepare-data", 15.2, 17.0, "success");
    for (int shard = 1; shard <= 48; ++shard) {
        std::array<char, 24> name{};
        std::snprintf(name.data(), name.size(), "test-shard-%02d", shard);
        const double begin = 17.2 + shard * 0.05;
        const double end = begin + 2.0 + writer.random().between(0, 90) / 10.0;
        const bool bad = shard == 17 || shard == 31;
        tests.task(name.data(), begin, end, bad ? "failure" : "success",
                   bad ? "2 of 120 tests failed" : "", {prepared});
    }
    tests.finish(31.0, "failure", "2 of 48 shards failed");
}

// A lost agent, a cancel, and a line that is no event.
void tellTroubles(DemoWriter &writer)
{
    const Story mobile = writer.story(kTekton);
    Pipeline build{writer,
                   mobile,
                   "mobile-build",
                   32.0,
                   {change(writer, mobile, 31.4, "mobile-app", "Update the SDK")}};
    build.task("build-android", 32.6, 36.0, "success");
    build.task("build-ios", 32.6, 35.2, "error", "agent mac-7 was lost");
    build.finish(36.5, "error", "agent mac-7 was lost");

    const Story docs = writer.story(kTekton);
    Pipeline site{
        writer, docs, "docs-site", 38.0, {change(writer, docs, 37.2, "docs", "Fix typos")}};
    site.task("render", 38.5, 41.0, "cancel", "superseded by a newer change");
    site.finish(41.2, "cancel", "superseded by a newer change");
    writer.line(35.0, R"({"context": {"id": "half an event", "source")");
}

// Small changes all along, so that something always moves.
void tellDaily(DemoWriter &writer)
{
    constexpr std::array<const char *, 7> kServices{"cart",     "payments", "catalog", "shipping",
                                                    "identity", "web",      "notify"};
    for (std::size_t i = 0; i < kServices.size(); ++i) {
        const double at = 6.0 + 11.5 * static_cast<double>(i);
        const string name = kServices[i];
        const Story story = writer.story(kTekton);
        Pipeline build{writer,
                       story,
                       name + "-build",
                       at + 0.8,
                       {change(writer, story, at, name, "Small fixes in " + name)}};
        const string compiled = build.task(
            "compile", at + 1.3, at + 2.4 + writer.random().between(0, 10) / 10.0, "success");
        build.task("unit-tests", at + 3.5, at + 5.5, "success", {}, {compiled});
        build.task("scan", at + 3.5, at + 4.6, "success", {}, {compiled});
        string purl;
        const string published
            = publish(writer, story, at + 6.2, name, build.finish(at + 5.9, "success"), purl);
        const string staged
            = deploy(writer, story, at + 7.5, "deployed", name, "staging", purl, published);
        if (i % 2 == 0)
            deploy(writer, story, at + 9.5, "upgraded", name, "production", purl, staged);
    }
}

} // namespace

std::vector<DemoStep> demoScript(std::uint64_t seed, std::uint32_t loop, Timestamp start)
{
    DemoWriter writer{seed, loop, start};
    tellCheckout(writer);
    tellSearch(writer);
    tellTroubles(writer);
    tellDaily(writer);
    writer.mark(60.0, DemoStep::What::Drop);
    writer.mark(70.0, DemoStep::What::Return);
    std::vector<DemoStep> steps = writer.take();
    // What the source sent while it was down arrives when it is back.
    for (DemoStep &step : steps) {
        if (step.what == DemoStep::What::Record && step.offset > std::chrono::seconds{60}
            && step.offset < std::chrono::seconds{70})
            step.offset = std::chrono::seconds{70};
    }
    std::stable_sort(steps.begin(), steps.end(), [](const DemoStep &a, const DemoStep &b) {
        return std::pair{a.offset, a.what == DemoStep::What::Record}
        < std::pair{b.offset, b.what == DemoStep::What::Record};
    });
    return steps;
}

} // namespace sightglass
