// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/graph/findings.h"
#include "model/graph/flows.h"
#include "model/graph/state.h"
#include "model/graph/summary.h"
#include "tests/support/model_builder.h"

#include <algorithm>
#include <random>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

using enum IdentityKind;
constexpr IdentityKind kDigestKind = IdentityKind::Digest;
using enum IdentityRole;

const std::string kSha = "3b18e512dba79e4c8300dd08aeb37f8e728b8dad";
const std::string kDigest = "sha256:7f0a92c1";

Told told(const std::string &id, Kind kind, int at, IdentityKind identity, IdentityRole role,
          const std::string &value)
{
    Told event;
    event.id = id;
    event.kind = kind;
    event.subject = isActivity(kind) || kind == Kind::None ? id : "subject-" + id;
    if (kind == Kind::None)
        event.subject.clear();
    if (isActivity(kind))
        event.phase = Phase::Running;
    event.second = at;
    event.source = "source-" + id;
    event.identities = {{identity, role, value}};
    return event;
}

/// A commit, built and deployed by tools that know nothing of each other.
std::vector<Told> story(const std::string &name, int at, const std::string &sha,
                        const std::string &digest)
{
    Told build = told(name + "-build", Kind::Build, at + 10, Commit, Uses, sha);
    build.identities.emplace_back(kDigestKind, Makes, digest);
    return {told(name + "-push", Kind::Change, at, Commit, Is, sha), build,
            told(name + "-image", Kind::Artifact, at + 20, kDigestKind, Makes, digest),
            told(name + "-deploy", Kind::Deployment, at + 30, kDigestKind, Uses, digest),
            told(name + "-alarm", Kind::None, at + 40, kDigestKind, Uses, digest)};
}

/// "up>down" of all inferred links, by the ids of their events.
std::set<std::string> joined(const Snapshot &snapshot, Timestamp at = kEndOfTime)
{
    std::set<std::string> links;
    const FlowIndex index{snapshot, at};
    for (const InferredLink &link : index.inferred())
        links.insert(std::string{snapshot.idOf(link.upstream)} + ">"
                     + std::string{snapshot.idOf(link.downstream)});
    return links;
}

std::set<std::string> joined(const std::vector<Told> &events)
{
    ModelBuilder builder;
    return joined(builder.tell(events).snapshot());
}

using Links = std::set<std::string>;

} // namespace

class TestStitching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNamesOneThingIsOneFlow()
    {
        ModelBuilder builder;
        const Snapshot snapshot = builder.tell(story("a", 0, kSha, kDigest)).snapshot();
        QCOMPARE(
            joined(snapshot),
            (Links{"a-push>a-build", "a-build>a-image", "a-image>a-deploy", "a-image>a-alarm"}));
        const FlowIndex index{snapshot, kEndOfTime};
        QCOMPARE(index.flows().size(), 1u);
        QCOMPARE(index.members(0).size(), 5u);
        QCOMPARE(summarise(snapshot, kEndOfTime).links.inferred, 4u);
        const auto reason = reasonOf(snapshot, index.inferredAt(EventId::ofRow(3)).front());
        QCOMPARE(reason,
                 "same digest " + kDigest
                     + ": published by artifact subject-a-image (cdevents), used by deployment "
                       "a-deploy (cdevents)");
    }

    void anotherStoryIsNotTouched()
    {
        std::vector<Told> events = story("a", 0, kSha, kDigest);
        const auto other = story("b", 5, "f" + kSha.substr(1), "sha256:b00");
        events.insert(events.end(), other.begin(), other.end());
        ModelBuilder builder;
        QCOMPARE((FlowIndex{builder.tell(events).snapshot(), kEndOfTime}.flows().size()), 2u);
    }

    void theOrderOfArrivalChangesNothing()
    {
        std::vector<Told> events = story("a", 0, kSha, kDigest);
        for (const auto &more :
             {story("b", 100, kSha, "sha256:b00"), story("c", 7, "c" + kSha, kDigest)})
            events.insert(events.end(), more.begin(), more.end());
        const auto expected = joined(events);
        std::mt19937 random{7};
        for (int round = 0; round < 50; ++round) {
            std::shuffle(events.begin(), events.end(), random);
            QCOMPARE(joined(events), expected);
        }
    }

    void theStateAtAnInstantIsThatOfThePrefix()
    {
        const std::vector<Told> events = story("a", 0, kSha, kDigest);
        ModelBuilder all;
        const Snapshot snapshot = all.tell(events).snapshot();
        for (std::size_t count = 0; count <= events.size(); ++count) {
            ModelBuilder some;
            some.tell({events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count)});
            const Timestamp at = count ? second(events[count - 1].second) : second(-1);
            QCOMPARE(joined(snapshot, at), joined(some.snapshot()));
        }
    }

    void aRebuiltDigestJoinsTheNewestBeforeItsUse()
    {
        const Links links
            = joined({told("one", Kind::Build, 0, kDigestKind, Makes, kDigest),
                      told("use-one", Kind::Deployment, 10, kDigestKind, Uses, kDigest),
                      told("two", Kind::Build, 20, kDigestKind, Makes, kDigest),
                      told("use-two", Kind::Deployment, 30, kDigestKind, Uses, kDigest)});
        QCOMPARE(links, (Links{"one>use-one", "two>use-two"}));
    }

    void whatOnlyNamesAThingJoinsNoOtherThatDoes()
    {
        const Told push = told("push", Kind::Change, 0, Commit, Is, kSha);
        const Told one = told("one", Kind::Deployment, 10, Commit, Names, kSha);
        const Told two = told("two", Kind::Deployment, 20, Commit, Names, kSha);
        QCOMPARE(joined({one, two}), Links{});
        QCOMPARE(joined({push, one, two}), (Links{"push>one", "push>two"}));
    }

    void anIncidentBelongsToTheLastDeployment()
    {
        const Links links = joined({told("early", Kind::Incident, 0, Service, Uses, "prod/cart"),
                                    told("d1", Kind::Deployment, 10, Service, Makes, "prod/cart"),
                                    told("d2", Kind::Deployment, 20, Service, Makes, "prod/cart"),
                                    told("late", Kind::Incident, 30, Service, Uses, "prod/cart")});
        QCOMPARE(links, (Links{"d2>late"}));
    }

    void whatIsStatedIsNotInferred()
    {
        std::vector<Told> events = story("a", 0, kSha, kDigest);
        events[1].causes = {"a-push"};
        QCOMPARE(joined(events).count("a-push>a-build"), 0u);
        events[1].causes.clear();
        for (Told &event : events)
            event.chain = "one";
        QCOMPARE(joined(events), Links{});
        for (Told &event : events) {
            event.chain.clear();
            event.vocabulary = "eiffel";
        }
        QCOMPARE(joined(events), Links{});
    }

    void noRingIsClosed()
    {
        std::vector<Told> events{told("a", Kind::PipelineRun, 0, Commit, Uses, kSha),
                                 told("b", Kind::PipelineRun, 10, Commit, Uses, kSha),
                                 told("c", Kind::PipelineRun, 20, RunUrl, Is, "https://x/1")};
        events[0].causes = {"c"};
        events[2].causes = {"b"};
        QCOMPARE(joined(events), Links{});
        ModelBuilder builder;
        QCOMPARE((FlowIndex{builder.tell(events).snapshot(), kEndOfTime}.flows().size()), 1u);
    }

    void whatTiesTooMuchIsRefusedAndTold()
    {
        std::vector<Told> events;
        for (std::size_t i = 0; i <= kUsualJoinLimit; ++i)
            events.push_back(
                told("r" + std::to_string(i), Kind::PipelineRun, int(i), Commit, Uses, kSha));
        ModelBuilder builder;
        const Snapshot snapshot = builder.tell(events).snapshot();
        QCOMPARE(joined(snapshot), Links{});
        const auto found = findings(snapshot, kEndOfTime);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].problem, Problem::RefusedJoin);
        QCOMPARE(snapshot.idOf(found[0].event), std::string_view{"r0"});
        QCOMPARE(joined(snapshot, second(int(kUsualJoinLimit) - 1)).size(), kUsualJoinLimit - 1);
    }

    void theUserMayRejectAJoin()
    {
        ModelBuilder builder;
        builder.tell(story("a", 0, kSha, kDigest));
        builder.store().judgeJoin({kDigestKind, kDigest, "a-deploy", true});
        QCOMPARE(joined(builder.snapshot()).count("a-image>a-deploy"), 0u);
        builder.store().judgeJoin({kDigestKind, kDigest, "a-deploy", false});
        QCOMPARE(joined(builder.snapshot()).count("a-image>a-deploy"), 1u);
        ModelBuilder later;
        later.store().judgeJoin({kDigestKind, kDigest, "a-deploy", true});
        QCOMPARE(
            joined(later.tell(story("a", 0, kSha, kDigest)).snapshot()).count("a-image>a-deploy"),
            0u);
    }

    void theNewestAttemptIsTheState()
    {
        Told start{"s1", Kind::PipelineRun, "run", Phase::Running, Outcome::Unknown, 0};
        Told end{"f1", Kind::PipelineRun, "run", Phase::Finished, Outcome::Failure, 10};
        Told again{"s2", Kind::PipelineRun, "run", Phase::Running, Outcome::Unknown, 20};
        start.attempt = end.attempt = 1;
        again.attempt = 2;
        again.startedSecond = 19;
        ModelBuilder builder;
        const Snapshot snapshot = builder.tell({again, end, start}).snapshot();
        const EntityState then = stateAt(snapshot, EntityId::ofRow(0), second(15));
        QCOMPARE(then.state, State::Failed);
        QCOMPARE(then.attempt, 1u);
        const EntityState now = stateAt(snapshot, EntityId::ofRow(0), second(25));
        QCOMPARE(now.state, State::Running);
        QCOMPARE(now.attempt, 2u);
        QCOMPARE(now.startedAt, second(19));
    }
};

QTEST_GUILESS_MAIN(TestStitching)
#include "tst_stitching.moc"
