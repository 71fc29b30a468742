// SPDX-License-Identifier: Apache-2.0
#include "tests/support/stories.h"

#include <chrono>
#include <cstdio>

namespace sightglass::test {
namespace {

constexpr std::int64_t kEpoch = 1'772'352'000; // 2026-03-01T08:00:00Z

struct Template
{
    int second;
    const char *text; // $n number, $c commit, $d digest, $e commit of the configuration, $t time,
                      // $s seconds since 1970
};

constexpr Template kTemplates[] = {
    {0,
     R"({"ref":"refs/heads/main","before":"0123456789abcdef0123456789abcdef0123456$n","after":"$c",)"
     R"("compare":"https://github.com/shop/cart-$n/compare/a...b","created":false,"deleted":false,)"
     R"("head_commit":{"id":"$c","message":"Fix cart $n","timestamp":"$t"},"commits":[{"id":"$c","message":"Fix cart $n","timestamp":"$t"}],)"
     R"("repository":{"id":$n,"node_id":"R_$n","full_name":"shop/cart-$n","html_url":"https://github.com/shop/cart-$n","url":"https://github.com/shop/cart-$n"},)"
     R"("pusher":{"name":"ann"},"sender":{"login":"ann","node_id":"U_1"}})"},
    {20,
     R"({"type":"patchset-created","change":{"project":"shop/cart-$n","branch":"main","id":"I$c","number":$n,"subject":"Fix cart $n",)"
     R"("url":"https://review.example.com/c/shop/cart-$n/+/$n","status":"NEW"},"patchSet":{"number":1,"revision":"$c","ref":"refs/changes/01/$n/1","createdOn":$s},"eventCreatedOn":$s})"},
    {60,
     R"({"context":{"version":"0.4.1","id":"started-$n","source":"https://jenkins.example.com/","type":"dev.cdevents.pipelinerun.started.0.2.0","timestamp":"$t"},)"
     R"("subject":{"id":"build-$n","source":"https://jenkins.example.com/","type":"pipelineRun","content":{"pipelineName":"cart-$n","url":"https://jenkins.example.com/job/cart-$n/7/"}},)"
     R"("customData":{"displayName":"cart-$n","build":{"number":7,"fullUrl":"https://jenkins.example.com/job/cart-$n/7/","phase":"STARTED","scmState":{"url":"https://github.com/shop/cart-$n","branch":"main","commit":"$c"}}},"customDataContentType":"application/json"})"},
    {300,
     R"({"context":{"version":"0.4.1","id":"packaged-$n","source":"https://jenkins.example.com/","type":"dev.cdevents.artifact.packaged.0.2.0","timestamp":"$t"},)"
     R"("subject":{"id":"pkg:oci/cart-$n@sha256%3A$d?repository_url=registry.example.com/shop","source":"https://jenkins.example.com/","type":"artifact","content":{"change":{"id":"$c"}}}})"},
    {310,
     R"({"context":{"version":"0.4.1","id":"finished-$n","source":"https://jenkins.example.com/","type":"dev.cdevents.pipelinerun.finished.0.2.0","timestamp":"$t"},)"
     R"("subject":{"id":"build-$n","source":"https://jenkins.example.com/","type":"pipelineRun","content":{"pipelineName":"cart-$n","url":"https://jenkins.example.com/job/cart-$n/7/","outcome":"success"}}})"},
    {330,
     R"({"specversion":"1.0","id":"tekton-started-$n","source":"/apis/tekton.dev/v1beta1/namespaces/ci/pipelineruns/verify-$n","type":"dev.tekton.event.pipelinerun.started.v1","subject":"verify-$n","time":"$t","datacontenttype":"application/json",)"
     R"("data":{"pipelineRun":{"metadata":{"name":"verify-$n","namespace":"ci","uid":"00000000-0000-4000-8000-0000000$n","labels":{"tekton.dev/pipeline":"verify"},"annotations":{"pipelinesascode.tekton.dev/sha":"$c"}},)"
     R"("status":{"conditions":[{"type":"Succeeded","status":"Unknown","reason":"Started"}],"startTime":"$t"}}}})"},
    {420,
     R"({"specversion":"1.0","id":"tekton-done-$n","source":"/apis/tekton.dev/v1beta1/namespaces/ci/pipelineruns/verify-$n","type":"dev.tekton.event.pipelinerun.successful.v1","subject":"verify-$n","time":"$t","datacontenttype":"application/json",)"
     R"("data":{"pipelineRun":{"metadata":{"name":"verify-$n","namespace":"ci","uid":"00000000-0000-4000-8000-0000000$n","labels":{"tekton.dev/pipeline":"verify"},"annotations":{"pipelinesascode.tekton.dev/sha":"$c"}},)"
     R"("status":{"conditions":[{"type":"Succeeded","status":"True","reason":"Succeeded"}],"completionTime":"$t"}}}})"},
    {430,
     R"({"id":"circle-$n","type":"workflow-completed","happened_at":"$t","webhook":{"id":"w","name":"all"},"project":{"id":"p-$n","name":"cart-$n","slug":"gh/shop/cart-$n"},)"
     R"("organization":{"id":"o","name":"shop"},"pipeline":{"id":"pipe-$n","number":$n,"created_at":"$t","trigger":{"type":"webhook"},"vcs":{"provider_name":"github","revision":"$c","branch":"main"}},)"
     R"("workflow":{"id":"flow-$n","name":"licences","created_at":"$t","stopped_at":"$t","url":"https://app.circleci.com/pipelines/flow-$n","status":"success"}})"},
    {435,
     R"({"context":{"version":"0.4.1","id":"signed-$n","source":"https://cosign.example.com/","type":"dev.cdevents.artifact.signed.0.2.0","timestamp":"$t"},)"
     R"("subject":{"id":"pkg:oci/cart-$n@sha256:$d?repository_url=registry.example.com/shop","source":"https://cosign.example.com/","type":"artifact","content":{"signature":"MEUCIQ"}}})"},
    {440,
     R"({"object_kind":"pipeline","object_attributes":{"id":$n,"iid":1,"ref":"main","tag":false,"sha":"$c","before_sha":"0000000000000000000000000000000000000000","source":"push","status":"success","detailed_status":"passed",)"
     R"("created_at":"$t","finished_at":"$t","duration":12,"url":"https://gitlab.example.com/shop/sign/-/pipelines/$n"},"project":{"id":5,"name":"sign","web_url":"https://gitlab.example.com/shop/sign","path_with_namespace":"shop/sign"},"commit":{"id":"$c","message":"Fix cart $n"}})"},
    {600,
     R"({"timestamp":"$t","context":{"argocdUrl":"https://argocd.example.com","notificationType":"on-deployed"},"app":{"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"cart-$n-staging","namespace":"argocd","uid":"aaaa-$n"},)"
     R"("spec":{"destination":{"namespace":"staging","server":"https://kubernetes.default.svc"},"project":"shop"},"status":{"health":{"status":"Healthy"},"sync":{"status":"Synced","revision":"$e"},)"
     R"("operationState":{"phase":"Succeeded","startedAt":"$t","finishedAt":"$t","syncResult":{"revision":"$e"}},"summary":{"images":["registry.example.com/shop/cart-$n@sha256:$d"]}}}})"},
    {1200,
     R"({"timestamp":"$t","context":{"argocdUrl":"https://argocd.example.com","notificationType":"on-deployed"},"app":{"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"cart-$n-production","namespace":"argocd","uid":"bbbb-$n"},)"
     R"("spec":{"destination":{"namespace":"production","server":"https://kubernetes.default.svc"},"project":"shop"},"status":{"health":{"status":"Healthy"},"sync":{"status":"Synced","revision":"$e"},)"
     R"("operationState":{"phase":"Succeeded","startedAt":"$t","finishedAt":"$t","syncResult":{"revision":"$e"}},"summary":{"images":["registry.example.com/shop/cart-$n@sha256:$d"]}}}})"},
    {1500,
     R"({"specversion":"1.0","id":"alarm-$n","source":"https://pager.example.com/","type":"com.example.pager.incident.opened","time":"$t","datacontenttype":"application/json",)"
     R"("data":{"title":"Error rate of cart-$n","image":"registry.example.com/shop/cart-$n@sha256:$d"}})"},
};

std::string timeText(int second)
{
    using namespace std::chrono;
    const sys_seconds time{seconds{kEpoch + second}};
    const auto date = floor<days>(time);
    const year_month_day day{date};
    const hh_mm_ss clock{time - date};
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(day.year()),
                  unsigned(day.month()), unsigned(day.day()), int(clock.hours().count()),
                  int(clock.minutes().count()), int(clock.seconds().count()));
    return text;
}

std::string filled(const char *text, const StoryNames &names, int second)
{
    const std::string number = std::to_string(10'000 + names.number); // five digits each
    std::string out;
    for (const char *at = text; *at; ++at) {
        if (*at != '$') {
            out += *at;
            continue;
        }
        switch (*++at) {
        case 'n':
            out += number;
            break;
        case 'c':
            out += names.commit;
            break;
        case 'd':
            out += names.digest;
            break;
        case 'e':
            out += names.config;
            break;
        case 't':
            out += timeText(second);
            break;
        default:
            out += std::to_string(kEpoch + second);
        }
    }
    return out;
}

} // namespace

std::vector<StoryRecord> deliveryStory(const StoryNames &names)
{
    std::vector<StoryRecord> records;
    for (const Template &line : kTemplates) {
        const int second = names.start + line.second;
        records.push_back({second, filled(line.text, names, second)});
    }
    return records;
}

} // namespace sightglass::test
