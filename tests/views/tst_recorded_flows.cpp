// SPDX-License-Identifier: Apache-2.0
// Every flow of what others recorded, and of what is told here, as it is drawn: no two nodes
// overlap, no line passes under a foreign node, and every member is there or counted in a stack.
#include <QTest>

#include "app/registry/vocabularies.h"
#include "model/base/time_text.h"
#include "model/envelope/record_reader.h"
#include "model/graph/store.h"
#include "model/streams/demo/demo_script.h"
#include "tests/support/geometry_faults.h"
#include "views/picture/flow_moment.h"
#include "views/picture/picture_text.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

const QString kSources = QStringLiteral(SG_SOURCE_DIR);
const QString kShared = QStringLiteral(SG_SHARED_DIR);

constexpr std::size_t kMostGrown = 1'500; // records that are told bit by bit
constexpr std::size_t kPortions = 12;

/// Records, and a model of those that were told.
class Recorded final : public RecordSink
{
public:
    void read(const QString &path)
    {
        RecordReader reader{path.toStdString(), *this};
        static_cast<void>(readRecords(reader));
    }
    void readDemo()
    {
        const Timestamp start{std::chrono::seconds{1'700'000'000}};
        for (std::uint32_t loop = 0; loop < 3; ++loop) {
            for (const DemoStep &step : demoScript(7, loop, start + kDemoLoop * int(loop))) {
                if (step.what == DemoStep::What::Record)
                    record({step.line});
            }
        }
    }
    void record(const FramedRecord &record) override { m_records.emplace_back(record.text); }
    void rejected(const FramedRejection &) override { }

    [[nodiscard]] std::size_t count() const { return m_records.size(); }
    void tell(std::size_t number)
    {
        const std::string &text = m_records[number];
        if (m_decoder.decode(text))
            return;
        Arrival arrival;
        arrival.record = {0, static_cast<std::uint32_t>(text.size()), number};
        arrival.time = isKnown(m_decoder.event().time) ? m_decoder.event().time : Timestamp{};
        m_store.apply(m_decoder.event(), arrival);
    }
    void tellAll()
    {
        for (std::size_t number = 0; number < count(); ++number)
            tell(number);
    }
    [[nodiscard]] Snapshot snapshot() { return m_store.seal().snapshot; }

private:
    std::vector<std::string> m_records;
    Decoder m_decoder{makeVocabularies()};
    Store m_store{[](const RecordRef &, const RecordRef &) { return true; }};
};

/// Empty: all is right.
QString memberFault(const FlowPicture &picture, const Snapshot &snapshot,
                    const std::vector<NodeId> &members)
{
    std::map<NodeId, std::uint32_t> shown; // events and activities, by their node
    for (std::uint32_t node = 0; node < picture.flow.nodes.size(); ++node) {
        shown.emplace(picture.flow.nodes[node].id, node);
        for (const EventId event : picture.flow.nodes[node].events)
            shown.emplace(event, node);
    }
    const FlowMoment moment
        = flowMoment(picture, snapshot, kEndOfTime, snapshot.totals.lastTime, false);
    const QJsonObject json
        = QJsonDocument::fromJson(QByteArray::fromStdString(pictureJson(picture, moment, snapshot)))
              .object();
    QSet<QString> told;
    for (const QJsonValue &node : json[u"nodes"].toArray()) {
        told.insert(node[u"id"].toString());
        const QJsonArray inside = node[u"members"].toArray();
        if (node[u"count"].toInt(0) != inside.size())
            return QStringLiteral("%1 counts %2 of %3")
                .arg(node[u"id"].toString())
                .arg(node[u"count"].toInt())
                .arg(inside.size());
        for (const QJsonValue &member : inside)
            told.insert(member.toString());
    }
    for (const NodeId member : members) {
        const auto node = shown.find(member);
        if (node == shown.end())
            return QStringLiteral("an event of row %1 is missing").arg(member.row());
        const QString key
            = QString::fromStdString(nodeKey(snapshot, picture.flow.nodes[node->second]));
        if (!told.contains(key))
            return key + QStringLiteral(" is neither a node nor in a stack");
    }
    return {};
}

QString flowFault(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow,
                  const StackChoice &choice)
{
    const FlowPicture picture
        = openFlow(snapshot, index, flow, choice, snapshot.totals.lastTime, nullptr);
    const std::string fault = faultOf(picture.graph, picture.geometry);
    return fault.empty() ? memberFault(picture, snapshot, index.members(flow))
                         : QString::fromStdString(fault);
}

/// What was drawn of a flow before, by any of its nodes; null: nothing.
const FlowPicture *pictureBefore(const std::vector<FlowPicture> &pictures,
                                 const std::map<NodeId, std::size_t> &pictureOf,
                                 const std::vector<NodeId> &members)
{
    for (const NodeId member : members) {
        if (const auto known = pictureOf.find(member); known != pictureOf.end())
            return &pictures[known->second];
    }
    return nullptr;
}

/// Empty: what was shown is shown where it stood, or, where it has become several, one of them is.
QString movementFault(const FlowPicture &before, const FlowPicture &now)
{
    using Shown = std::pair<FlowItem::Shape, NodeId>;
    std::map<Shown, std::size_t> stood;
    for (std::size_t i = 0; i < before.items.size(); ++i) {
        for (const std::uint32_t member : before.items[i].members)
            stood.emplace(Shown{before.items[i].shape, before.flow.nodes[member].id}, i);
    }
    std::set<std::uint64_t> keys;
    std::map<std::size_t, bool> stands; // of what is shown still, in that shape
    for (std::size_t i = 0; i < now.items.size(); ++i) {
        if (!keys.insert(now.graph.nodes[i].key).second)
            return QStringLiteral("two have one key");
        std::set<std::size_t> formers;
        for (const std::uint32_t member : now.items[i].members) {
            const auto was = stood.find({now.items[i].shape, now.flow.nodes[member].id});
            if (was != stood.end())
                formers.insert(was->second);
        }
        // Of several that have become one, one stands.
        const bool some = std::any_of(formers.begin(), formers.end(), [&](std::size_t former) {
            return before.geometry.nodes[former].centre == now.geometry.nodes[i].centre;
        });
        for (const std::size_t former : formers)
            stands[former] |= some;
    }
    for (const auto &[former, does] : stands) {
        if (!does)
            return QStringLiteral("item %1 was moved").arg(former);
    }
    return {};
}

} // namespace

class TestRecordedFlows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFlowIsDrawnWhole_data() { addRecordings(); }
    void everyFlowGrowsInPlace_data() { addRecordings(); }

    void everyFlowIsDrawnWhole()
    {
        QFETCH(QString, path);
        Recorded recorded;
        path.isEmpty() ? recorded.readDemo() : recorded.read(path);
        recorded.tellAll();
        const Snapshot snapshot = recorded.snapshot();
        QVERIFY(snapshot.events.size() > 0);
        const FlowIndex index{snapshot, kEndOfTime};
        for (std::size_t flow = 0; flow < index.flows().size(); ++flow) {
            for (const StackChoice &choice :
                 {StackChoice{}, StackChoice{false, {}}, StackChoice{true, {}, Lanes::Kind}}) {
                const QString fault = flowFault(snapshot, index, flow, choice);
                QVERIFY2(fault.isEmpty(), qPrintable(words(snapshot, index, flow) + fault));
            }
        }
    }

    // Told bit by bit, from the first to the last, from the last to the first, and mixed.
    void everyFlowGrowsInPlace()
    {
        QFETCH(QString, path);
        for (const int order : {0, 1, 2}) {
            Recorded recorded;
            path.isEmpty() ? recorded.readDemo() : recorded.read(path);
            std::vector<std::size_t> numbers(std::min(recorded.count(), kMostGrown));
            std::iota(numbers.begin(), numbers.end(), std::size_t{0});
            if (order == 1)
                std::reverse(numbers.begin(), numbers.end());
            if (order == 2)
                std::shuffle(numbers.begin(), numbers.end(), std::mt19937{7});
            std::vector<FlowPicture> pictures;
            std::map<NodeId, std::size_t> pictureOf;
            for (std::size_t portion = 0; portion < kPortions; ++portion) {
                for (std::size_t i = numbers.size() * portion / kPortions;
                     i < numbers.size() * (portion + 1) / kPortions; ++i)
                    recorded.tell(numbers[i]);
                const Snapshot snapshot = recorded.snapshot();
                const FlowIndex index{snapshot, kEndOfTime};
                std::vector<FlowPicture> grown;
                std::map<NodeId, std::size_t> grownOf;
                for (std::size_t flow = 0; flow < index.flows().size(); ++flow) {
                    const std::vector<NodeId> members = index.members(flow);
                    const FlowPicture *before = pictureBefore(pictures, pictureOf, members);
                    grown.push_back(
                        openFlow(snapshot, index, flow, {}, snapshot.totals.lastTime, before));
                    const FlowPicture &now = grown.back();
                    for (const NodeId member : members)
                        grownOf.emplace(member, flow);
                    QString fault = QString::fromStdString(faultOf(now.graph, now.geometry));
                    if (fault.isEmpty() && before)
                        fault = movementFault(*before, now);
                    if (fault.isEmpty())
                        fault = memberFault(now, snapshot, members);
                    QVERIFY2(fault.isEmpty(), qPrintable(words(snapshot, index, flow) + fault));
                }
                pictures = std::move(grown);
                pictureOf = std::move(grownOf);
            }
        }
    }

    void recordingsOfOthersWereLookedAt()
    {
        if (!QDir{kShared + QStringLiteral("/recordings")}.exists())
            QSKIP("recordings of others are not here");
        QVERIFY(QFile::exists(
            kShared + QStringLiteral("/recordings/eiffel-reference-data-set-1000.ndjson.gz")));
    }

private:
    static void addRecordings()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("demo") << QString{};
        const QString folders[] = {kSources + QStringLiteral("/resources/examples"),
                                   kSources + QStringLiteral("/tests/golden/report"),
                                   kShared + QStringLiteral("/recordings")};
        for (const QString &folder : folders) {
            for (const QString &name :
                 QDir{folder}.entryList({QStringLiteral("*json*")}, QDir::Files)) {
                if (name.contains(QStringLiteral("jsonl")) || name.contains(QStringLiteral("nd")))
                    QTest::newRow(qPrintable(name)) << folder + u'/' + name;
            }
        }
    }

    static QString words(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow)
    {
        return QStringLiteral("flow %1: ")
            .arg(QString::fromStdString(
                snapshot.keyOf(snapshot.entityOf(index.flows()[flow].root))));
    }
};

QTEST_GUILESS_MAIN(TestRecordedFlows)
#include "tst_recorded_flows.moc"
