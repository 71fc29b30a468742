// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_builder.h"

namespace sightglass::test {

Timestamp second(int value)
{
    using namespace std::chrono;
    return Timestamp{sys_days{year{2026} / 1 / 1}} + seconds{value};
}

ModelBuilder::ModelBuilder()
    : m_store(
        [](const RecordRef &first, const RecordRef &again) { return first.size == again.size; })
{
    m_store.addSource("test", "test://", false);
}

ModelBuilder &ModelBuilder::tell(const Told &told, bool live)
{
    Decoded event;
    event.vocabulary = told.vocabulary;
    event.scope = IdScope::CdEvents;
    event.id = told.id;
    event.source = told.source;
    event.type = told.type;
    event.kind = told.kind;
    event.key = told.subject;
    event.alias = told.alias;
    event.subjectId = told.subject;
    event.phase = told.phase;
    event.outcome = told.outcome;
    event.chain = told.chain;
    event.name = told.name;
    event.detail = told.detail;
    event.time = second(told.second);
    for (const std::string &cause : told.causes)
        event.links.push_back({EdgeKind::Cause, true, "CAUSE", IdScope::CdEvents, cause, {}});
    if (!told.parent.empty())
        event.references.push_back({EdgeKind::Context, true, "parent", told.parent});
    for (const auto &[kind, role, value] : told.identities)
        event.identities.push_back({kind, role, value});
    event.attempt = told.attempt;
    if (told.startedSecond >= 0)
        event.startedAt = second(told.startedSecond);
    Arrival arrival;
    arrival.time = event.time;
    arrival.live = live;
    m_store.apply(event, arrival);
    return *this;
}

ModelBuilder &ModelBuilder::tell(const std::vector<Told> &events)
{
    for (const Told &told : events)
        tell(told);
    return *this;
}

} // namespace sightglass::test
