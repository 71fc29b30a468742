// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/rules/history.h"
#include "tests/support/model_builder.h"

#include <algorithm>
#include <map>
#include <random>
#include <sstream>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kSeconds = 300; // that a story lasts
constexpr int kStories = 12;

/// Runs of a few things: most end once; some end twice, otherwise or under another name, be it one
/// that no other has, some are tried again, some never end. In no order of arrival.
std::vector<Told> randomStory(unsigned seed)
{
    std::mt19937 random{seed};
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const Outcome outcomes[] = {Outcome::Success, Outcome::Success,  Outcome::Failure,
                                Outcome::Error,   Outcome::Canceled, Outcome::Unknown};
    std::vector<Told> story;
    for (int run = 0; run < 80; ++run) {
        const std::string id = std::to_string(run);
        const std::string name = "name " + std::to_string(below(3));
        const int start = below(kSeconds);
        const auto tell = [&](const char *what, Phase phase, Outcome outcome, int second) {
            Told told{id + what, Kind::Build, "run-" + id, phase, outcome, second};
            told.name = below(10) ? name
                : below(2)        ? "name " + std::to_string(below(3))
                                  : "a name of its own " + id;
            story.push_back(told);
        };
        if (below(3))
            tell("q", Phase::Queued, Outcome::Unknown, start);
        if (below(8))
            tell("s", Phase::Running, Outcome::Unknown, start + below(20));
        if (below(6))
            tell("f", Phase::Finished, outcomes[below(6)], start + below(60));
        if (below(8) == 0)
            tell("g", Phase::Finished, outcomes[below(6)], start + below(90));
        if (below(8) == 0) {
            tell("r", Phase::Running, Outcome::Unknown, start + 60);
            story.back().attempt = 2;
        }
    }
    Told change;
    change.id = "c";
    change.kind = Kind::Change;
    change.subject = "change";
    story.push_back(change);
    std::shuffle(story.begin(), story.end(), random);
    return story;
}

using Answers = std::map<std::string, std::string>;

std::string words(const Snapshot &snapshot, EntityId newest, State state, std::uint64_t inARow,
                  Timestamp since, std::uint64_t verdicts, std::vector<std::string> open,
                  std::vector<Span> spans)
{
    std::ostringstream text;
    text << (newest.isNull() ? std::string{"none"} : snapshot.keyOf(newest)) << ' ' << word(state)
         << ' ' << inARow << ' ' << (inARow > 0 ? since.time_since_epoch().count() : 0) << ' '
         << verdicts << ';';
    std::sort(open.begin(), open.end());
    for (const std::string &run : open)
        text << ' ' << run;
    std::sort(spans.begin(), spans.end());
    for (const Span span : spans)
        text << ' ' << span.count();
    return std::move(text).str();
}

/// What a patient reader finds, from every run anew.
Answers recount(const Snapshot &snapshot, Timestamp at)
{
    std::map<std::string, std::vector<Run>> things;
    for (std::uint32_t row = 0; row < snapshot.entities.size(); ++row) {
        const EntityId entity = EntityId::ofRow(row);
        const EntityState state = stateAt(snapshot, entity, at);
        if (isActivity(snapshot.kindOf(entity)) && state.exists)
            things[displayName(snapshot, entity, state)].push_back({entity, state});
    }
    Answers answers;
    for (auto &[name, runs] : things) {
        std::sort(runs.begin(), runs.end(), [&](const Run &a, const Run &b) {
            return a.state.finishedAt != b.state.finishedAt
                ? a.state.finishedAt < b.state.finishedAt
                : snapshot.keyOf(a.entity) < snapshot.keyOf(b.entity);
        });
        std::vector<Run> verdicts;
        std::vector<std::string> open;
        std::vector<Span> spans;
        for (const Run &run : runs) {
            if (!isOver(run.state.phase)) {
                open.push_back(snapshot.keyOf(run.entity));
                continue;
            }
            const State state = run.state.state;
            if (state == State::Succeeded || state == State::Failed || state == State::Error)
                verdicts.push_back(run);
            if (run.state.outcome == Outcome::Success && isKnown(run.state.startedAt)
                && run.state.finishedAt >= run.state.startedAt)
                spans.push_back(run.state.finishedAt - run.state.startedAt);
        }
        std::size_t inARow = 0;
        while (inARow < verdicts.size()
               && verdicts[verdicts.size() - 1 - inARow].state.state == verdicts.back().state.state)
            ++inARow;
        if (verdicts.empty() && open.empty() && spans.empty())
            continue; // canceled ones say nothing
        answers[name] = verdicts.empty()
            ? words(snapshot, {}, State::Unknown, 0, kNoTime, 0, open, spans)
            : words(snapshot, verdicts.back().entity, verdicts.back().state.state, inARow,
                    verdicts[verdicts.size() - inARow].state.finishedAt, verdicts.size(), open,
                    spans);
    }
    return answers;
}

Answers answersOf(const History &history, const RunIndex &index)
{
    Answers answers;
    std::size_t thing = 0;
    history.forEachSeries([&](const History::Series &series) {
        const std::string &key = index.things()[thing++]->key; // kind, name, source
        const std::size_t name = key.find('\n') + 1;
        std::vector<std::string> open;
        for (const Run &run : series.open)
            open.push_back(index.snapshot().keyOf(run.entity));
        const std::vector<Span> spans = series.spans();
        const std::string told = words(index.snapshot(), series.newest, series.state, series.inARow,
                                       series.since, series.verdicts, open, spans);
        if (told != words(index.snapshot(), {}, State::Unknown, 0, kNoTime, 0, {}, {}))
            answers[key.substr(name, key.find('\n', name) - name)] = told;
    });
    return answers;
}

} // namespace

class TestRunIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyInstantIsAnsweredAsIfAllWereLookedAt()
    {
        for (unsigned seed = 1; seed <= kStories; ++seed) {
            const std::vector<Told> story = randomStory(seed);
            ModelBuilder builder;
            RunIndex index;
            for (std::size_t told = 0; told < story.size();) {
                for (std::size_t end = std::min(told + 40, story.size()); told < end; ++told)
                    builder.tell(story[told]);
                const Frame frame = builder.seal();
                const RunIndex before = index; // copies stay as they are
                const Answers answersBefore
                    = answersOf(History{std::make_shared<RunIndex>(before), second(150)}, before);
                index.advance(frame.snapshot, frame.entities);
                QCOMPARE(
                    answersOf(History{std::make_shared<RunIndex>(before), second(150)}, before),
                    answersBefore);
                for (int at = -5; at < kSeconds + 120; at += 17)
                    check(index, second(at));
                check(index, kEndOfTime);
            }
        }
    }

private:
    static void check(const RunIndex &index, Timestamp at)
    {
        const std::string told = different(index, at);
        QVERIFY2(told.empty(), told.c_str());
    }
    /// The first thing of which the index says otherwise; empty: none.
    static std::string different(const RunIndex &index, Timestamp at)
    {
        const Answers found = answersOf(History{std::make_shared<RunIndex>(index), at}, index);
        const Answers expected = recount(index.snapshot(), at);
        if (found == expected)
            return {};
        std::string told = "at " + std::to_string((at - second(0)).count());
        for (const Answers *answers : {&found, &expected}) {
            told += "\n--";
            for (const auto &[name, answer] : *answers)
                told += "\n" + name + ": " + answer;
        }
        return told;
    }
};

QTEST_GUILESS_MAIN(TestRunIndex)
#include "tst_run_index.moc"
