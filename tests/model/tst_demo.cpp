// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "model/streams/demo/demo_script.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace sightglass;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart{std::chrono::seconds{1'772'366'400}};

/// One event of the demo, as the decoder reads it.
struct Told
{
    Span offset{0};
    std::string id;
    std::string subject;
    std::string name;
    std::string detail;
    std::string type;
    std::vector<std::string> causes;
    Kind kind = Kind::None;
    Phase phase = Phase::None;
    Outcome outcome = Outcome::Unknown;
    Timestamp time = kNoTime;
    std::size_t problems = 0;
};

bool isRecord(const DemoStep &step)
{
    return step.what == DemoStep::What::Record;
}

std::vector<Told> read(const std::vector<DemoStep> &steps, int *rejected = nullptr)
{
    const VocabularyList vocabularies = makeVocabularies();
    Decoder decoder{vocabularies};
    std::vector<Told> all;
    for (const DemoStep &step : steps) {
        if (!isRecord(step))
            continue;
        if (decoder.decode(step.line)) {
            if (rejected)
                ++*rejected;
            continue;
        }
        const Decoded &event = decoder.event();
        Told told{step.offset,
                  std::string{event.id},
                  std::string{event.subjectId},
                  std::string{event.name},
                  std::string{event.detail},
                  std::string{event.type},
                  {},
                  event.kind,
                  event.phase,
                  event.outcome,
                  event.time,
                  event.problems.size()};
        for (const LinkClaim &link : event.links)
            told.causes.emplace_back(link.upstream);
        all.push_back(std::move(told));
    }
    return all;
}

template<typename Test> auto count(const std::vector<Told> &all, Test test)
{
    return std::count_if(all.begin(), all.end(), test);
}

bool isShard(const Told &told)
{
    return told.name.rfind("test-shard-", 0) == 0;
}

} // namespace

class TestDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedTellsTheSame()
    {
        const auto once = demoScript(7, 0, kStart);
        const auto again = demoScript(7, 0, kStart);
        QCOMPARE(once.size(), again.size());
        for (std::size_t i = 0; i < once.size(); ++i)
            QVERIFY(once[i].line == again[i].line && once[i].offset == again[i].offset);
        const auto other = demoScript(8, 0, kStart);
        QVERIFY(std::any_of(once.begin(), once.end(), [&](const DemoStep &step) {
            return isRecord(step) && step.line != other[std::size_t(&step - once.data())].line;
        }));
    }

    void onlyItsTimesDependOnTheStart()
    {
        const auto here = read(demoScript(7, 0, kStart));
        const auto later = read(demoScript(7, 0, kStart + 1h));
        QCOMPARE(here.size(), later.size());
        for (std::size_t i = 0; i < here.size(); ++i)
            QVERIFY(here[i].id == later[i].id && here[i].time + 1h == later[i].time);
    }

    void everythingIsAnEventButOneLine()
    {
        int rejected = 0;
        const auto all = read(demoScript(7, 0, kStart), &rejected);
        QVERIFY(all.size() > 250);
        QCOMPARE(rejected, 1);
        for (const Told &told : all)
            QVERIFY2(told.problems == 0 && told.kind != Kind::None, told.type.c_str());
    }

    void stepsComeInOrderWithinTheLoop()
    {
        const auto steps = demoScript(7, 0, kStart);
        QVERIFY(
            std::is_sorted(steps.begin(), steps.end(), [](const DemoStep &a, const DemoStep &b) {
                return a.offset < b.offset;
            }));
        QVERIFY(steps.back().offset < kDemoLoop);
    }

    void somethingMovesWithinTheFirstSecond()
    {
        const auto all = read(demoScript(7, 0, kStart));
        QVERIFY(all.front().offset < 500ms);
        QVERIFY(count(all, [](const Told &told) { return told.offset < 1s; }) >= 2);
    }

    void somethingAlwaysMoves()
    {
        Span last{0};
        for (const Told &told : read(demoScript(7, 0, kStart))) {
            QVERIFY2(told.offset - last <= 11s,
                     told.id.c_str()); // the source drops for ten seconds
            last = told.offset;
        }
        QVERIFY(kDemoLoop - last < 6s);
    }

    void itest3FailsWhileTheNewcomerLooks()
    {
        const auto all = read(demoScript(7, 0, kStart));
        const auto failed = std::find_if(all.begin(), all.end(), [](const Told &told) {
            return told.outcome == Outcome::Failure;
        });
        QVERIFY(failed != all.end());
        QCOMPARE(failed->name, std::string{"itest-3"});
        QVERIFY(failed->offset >= 4s && failed->offset <= 6s);
        QVERIFY(!failed->detail.empty());
    }

    void aFailedTestIsTriedAgainAndPasses()
    {
        const auto all = read(demoScript(7, 0, kStart));
        QCOMPARE(count(all,
                       [](const Told &told) {
                           return told.name == "itest-3" && told.outcome == Outcome::Success;
                       }),
                 1);
        QCOMPARE(count(all,
                       [](const Told &told) {
                           return told.name == "itest-3" && told.outcome == Outcome::Failure;
                       }),
                 1);
    }

    void twoOf48ShardsFail()
    {
        const auto all = read(demoScript(7, 0, kStart));
        std::set<std::string> shards;
        for (const Told &told : all) {
            if (isShard(told))
                shards.insert(told.subject);
        }
        QCOMPARE(shards.size(), 48u);
        QCOMPARE(count(all,
                       [](const Told &told) {
                           return isShard(told) && told.outcome == Outcome::Failure;
                       }),
                 2);
        QCOMPARE(count(all,
                       [](const Told &told) {
                           return isShard(told) && told.outcome == Outcome::Success;
                       }),
                 46);
    }

    void eachKindOfEndIsTold()
    {
        const auto all = read(demoScript(7, 0, kStart));
        for (const Outcome outcome : {Outcome::Error, Outcome::Canceled})
            QVERIFY(count(all,
                          [outcome](const Told &told) {
                              return told.kind == Kind::TaskRun && told.outcome == outcome;
                          })
                    > 0);
        QVERIFY(count(all,
                      [](const Told &told) {
                          return told.kind == Kind::Approval && told.phase == Phase::Waiting;
                      })
                > 0);
        QVERIFY(count(all,
                      [](const Told &told) {
                          return told.type.find("service.rolledback") != std::string::npos;
                      })
                > 0);
        QVERIFY(count(all, [](const Told &told) { return told.kind == Kind::Incident; }) >= 2);
    }

    void noRunIsLeftOpen()
    {
        std::set<std::string> open;
        for (const Told &told : read(demoScript(7, 0, kStart))) {
            if (!isActivity(told.kind))
                continue;
            if (isOver(told.phase))
                QVERIFY2(open.erase(told.subject) == 1, told.subject.c_str());
            else
                open.insert(told.subject);
        }
        QVERIFY(open.empty());
    }

    void whileTheSourceIsDownNothingArrives()
    {
        bool down = false;
        Span dropped{0};
        Span returned{0};
        for (const DemoStep &step : demoScript(7, 0, kStart)) {
            if (step.what == DemoStep::What::Drop) {
                down = true;
                dropped = step.offset;
            } else if (step.what == DemoStep::What::Return) {
                down = false;
                returned = step.offset;
            } else {
                QVERIFY2(!down, step.line.c_str());
            }
        }
        QCOMPARE(returned - dropped, Span{10s});
    }

    void everyLinkEndsInTheDemo()
    {
        const auto all = read(demoScript(7, 0, kStart));
        std::set<std::string> ids;
        for (const Told &told : all)
            ids.insert(told.id);
        QCOMPARE(ids.size(), all.size());
        for (const Told &told : all) {
            for (const std::string &cause : told.causes)
                QVERIFY2(ids.count(cause) == 1, cause.c_str());
        }
    }

    void theNextLoopIsAnotherStory()
    {
        std::set<std::string> ids;
        std::set<std::string> runs;
        std::size_t events = 0;
        for (std::uint32_t loop = 0; loop < 3; ++loop) {
            std::set<std::string> mine;
            for (const Told &told :
                 read(demoScript(7, loop, kStart + kDemoLoop * std::int64_t(loop)))) {
                ids.insert(told.id);
                ++events;
                if (isActivity(told.kind))
                    mine.insert(told.subject);
            }
            for (const std::string &run : mine)
                QVERIFY2(runs.insert(run).second, run.c_str());
        }
        QCOMPARE(ids.size(), events);
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
