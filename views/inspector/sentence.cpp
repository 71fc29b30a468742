// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/sentence.h"

#include "views/items/progress_text.h"
#include "views/items/shown_text.h"

#include <QCoreApplication>

namespace sightglass {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Inspector", text);
}

QString queueText(const EntityState &state)
{
    if (!isKnown(state.queuedAt) || !isKnown(state.startedAt) || state.startedAt <= state.queuedAt)
        return {};
    return tr(", %1 in queue").arg(durationText(state.startedAt - state.queuedAt));
}

QString activitySentence(const EntityState &state, Timestamp now)
{
    const QString word = stateWord(state.state);
    if (isOver(state.phase)) {
        if (state.skewed)
            return tr("%1, but its finish lies before its start: the clocks disagree").arg(word);
        const QString verb = state.outcome == Outcome::Timeout ? tr("Timed out") : word;
        if (!isKnown(state.startedAt))
            return verb;
        return tr("%1 after %2").arg(verb, durationText(state.finishedAt - state.startedAt))
            + queueText(state);
    }
    if (state.phase == Phase::Running && isKnown(state.startedAt) && now != kEndOfTime)
        return tr("Running for %1").arg(durationText(now - state.startedAt)) + queueText(state);
    if (isKnown(state.queuedAt) && now != kEndOfTime)
        return tr("%1 for %2").arg(word, durationText(now - state.queuedAt));
    return word;
}

} // namespace

QString sentenceOf(const Snapshot &snapshot, const EntityState &state, Timestamp now)
{
    const QString detail = shownText(snapshot.texts[state.detail], 300);
    if (!isActivity(state.kind))
        return detail.isEmpty() ? kindWord(state.kind)
                                : tr("%1, seen in %2 events").arg(detail, countText(state.events));
    const QString sentence = activitySentence(state, now);
    return sentence
        + (detail.isEmpty() ? QStringLiteral(".") : QString{QStringLiteral(": ") + detail});
}

std::vector<Fact> factsOf(const Snapshot &snapshot, EventId event, const EntityState &state)
{
    std::vector<Fact> facts;
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.push_back({name, value});
    };
    const auto text = [&](std::string_view value) { return shownText(value, 300); };
    const EntityId entity = snapshot.entityOf(event);
    add(tr("vocabulary"), text(snapshot.vocabularyOf(event)));
    if (!entity.isNull()) {
        add(tr("kind"), kindWord(state.kind));
        add(tr("key"), text(snapshot.keyOf(entity)));
        if (isActivity(state.kind)) {
            const std::string_view phase = word(state.phase);
            add(tr("phase"), QString::fromUtf8(phase.data(), static_cast<qsizetype>(phase.size())));
            const std::string_view outcome = word(state.outcome);
            if (isOver(state.phase))
                add(tr("outcome"),
                    QString::fromUtf8(outcome.data(), static_cast<qsizetype>(outcome.size())));
        }
    }
    add(tr("environment"), text(snapshot.texts[state.environment]));
    add(tr("chain"), text(snapshot.texts[snapshot.chainOf(event)]));
    add(tr("time"), dateTimeText(snapshot.timeOf(event)));
    if (snapshot.hasGuessedTime(event))
        add(tr("time from"), tr("the time of receipt: the event has no valid time of its own"));
    return facts;
}

std::vector<Fact> progressFacts(const Progress &progress, const EntityState &state)
{
    std::vector<Fact> facts;
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.push_back({name, value});
    };
    if (!isActivity(state.kind))
        return facts;
    if (state.attempt > 0)
        add(tr("attempt"), countText(state.attempt));
    add(tr("progress"), progressText(progress));
    add(tr("expected end"), expectedEndText(progress));
    add(isOver(state.phase) ? tr("compared") : tr("risk"), riskText(progress, isOver(state.phase)));
    return facts;
}

} // namespace sightglass
