// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "model/base/time_text.h"
#include "model/envelope/record_reader.h"
#include "model/graph/store.h"
#include "model/metrics/map_index.h"
#include "model/streams/demo/demo_script.h"
#include "tests/support/known.h"
#include "tests/support/stories.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <map>
#include <memory>
#include <random>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr std::size_t kInstants = 200;
/// More would only take longer: each instant is looked at as a whole.
constexpr std::size_t kMostRecords = 1'500;

/// Events with their times: without one, that of the event before.
class Recording final : public RecordSink
{
public:
    struct Record
    {
        std::string text;
        Timestamp time;
    };

    explicit Recording(const QByteArray &content)
    {
        Framer framer{*this};
        framer.feed({content.constData(), static_cast<std::size_t>(content.size())});
        framer.finish();
    }
    explicit Recording(const std::string &path)
    {
        RecordReader reader{path, *this};
        static_cast<void>(readRecords(reader)); // empty where it is not here
    }
    void record(const FramedRecord &record) override
    {
        if (records.size() == kMostRecords || m_decoder.decode(record.text, record.block))
            return;
        const Decoded &event = m_decoder.event();
        if (isKnown(event.time))
            m_time = event.time;
        // Of two with one identity the first that comes is the event: a repeat of another time
        // would come first in a part of the recording.
        const std::string identity = std::string{event.id}
                                         .append("\n")
                                         .append(event.source)
                                         .append("\n")
                                         .append(event.type);
        if (m_met.try_emplace(identity, m_time).first->second == m_time)
            records.push_back({std::string{record.text}, m_time});
    }
    void rejected(const FramedRejection &) override { }

    std::vector<Record> records;

private:
    Decoder m_decoder{makeVocabularies()};
    Timestamp m_time{};
    std::map<std::string, Timestamp> m_met;
};

/// A model that is fed record by record.
class Model
{
public:
    Model(const Recording &recording, Grouping grouping)
        : m_recording(recording)
        , m_store([this](const RecordRef &one, const RecordRef &two) { return isSame(one, two); })
        , m_map(grouping)
    { }
    void feed(std::size_t number)
    {
        const Recording::Record &record = m_recording.records[number];
        QVERIFY(!m_decoder.decode(record.text));
        Arrival arrival;
        arrival.record = {0, static_cast<std::uint32_t>(record.text.size()), number};
        arrival.time = record.time;
        arrival.guessedTime = m_decoder.event().time != record.time;
        m_store.apply(m_decoder.event(), arrival);
    }
    /// Seals what was fed, and brings the map up to it.
    const Snapshot &seal()
    {
        const Frame frame = m_store.seal();
        m_snapshot = frame.snapshot;
        m_map.advance(m_snapshot, frame.events, frame.entities);
        return m_snapshot;
    }
    [[nodiscard]] const Snapshot &snapshot() const { return m_snapshot; }
    /// At `at`, with what identities joined of what was known at `joined`.
    [[nodiscard]] Known map(Timestamp at, std::optional<Span> window, Timestamp joined)
    {
        m_map.setInferred(FlowIndex{m_snapshot, joined}.inferred());
        return knownMap(m_map.answer({at, window, {}}));
    }

private:
    [[nodiscard]] bool isSame(const RecordRef &one, const RecordRef &two)
    {
        const auto contentOf = [&](const RecordRef &ref) {
            static_cast<void>(m_comparing.decode(m_recording.records[ref.offset].text));
            return m_comparing.canonicalBody();
        };
        return contentOf(one) == contentOf(two);
    }

    const Recording &m_recording;
    Decoder m_decoder{makeVocabularies()};
    Decoder m_comparing{makeVocabularies()};
    Store m_store;
    Snapshot m_snapshot;
    MapIndex m_map;
};

QByteArray demo()
{
    QByteArray content;
    for (std::uint32_t loop = 0; loop < 3; ++loop) {
        const Timestamp start{std::chrono::seconds{1'700'000'000}};
        for (const DemoStep &step : demoScript(7, loop, start + kDemoLoop * int(loop))) {
            if (step.what == DemoStep::What::Record)
                content += QByteArray::fromStdString(step.line) + '\n';
        }
    }
    return content;
}

QByteArray stories()
{
    QByteArray content;
    for (int i = 0; i < 12; ++i) {
        const auto digits = [&](std::size_t count, char salt) {
            std::string text;
            std::mt19937 random{static_cast<unsigned>(i * 100 + salt)};
            while (text.size() < count)
                text += "0123456789abcdef"[random() % 16];
            return text;
        };
        const StoryNames names{i + 1, digits(40, 'c'), digits(64, 'd'), digits(40, 'e'), 37 * i};
        for (const StoryRecord &record : deliveryStory(names))
            content += QByteArray::fromStdString(record.text) + '\n';
    }
    return content;
}

QByteArray everyVocabulary()
{
    QByteArray content;
    const QDir folder{QStringLiteral(SG_SOURCE_DIR "/tests/golden/decoded")};
    for (const QString &name : folder.entryList({QStringLiteral("*.ndjson")})) {
        // Its samples give one name to two runs: whom a reference means is settled by all that
        // came.
        if (name == QStringLiteral("opentelemetry.ndjson"))
            continue;
        QFile file{folder.filePath(name)};
        if (file.open(QIODevice::ReadOnly))
            content += file.readAll() + '\n';
    }
    return content;
}

std::string shared(const std::string &name)
{
    return SG_SHARED_DIR "/recordings/" + name;
}

} // namespace

Q_DECLARE_METATYPE(sightglass::Grouping)
Q_DECLARE_METATYPE(std::string)

/// The model at an instant is what it would be had nothing come after.
class TestInstants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStateAtAnInstantIsThatOfTheEventsUpToIt_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Grouping>("grouping");
        const Grouping named = Grouping::KindNameSource;
        QTest::newRow("the demo") << demo() << named;
        QTest::newRow("deliveries that eight vocabularies tell") << stories() << named;
        // The map counts what is called otherwise later under its last name, at every instant.
        QTest::newRow("events of every vocabulary") << everyVocabulary() << Grouping::Kind;
    }
    void theStateAtAnInstantIsThatOfTheEventsUpToIt()
    {
        QFETCH(QByteArray, content);
        QFETCH(Grouping, grouping);
        compareAtInstants(Recording{content}, grouping);
    }

    void soItIsInRecordings_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::newRow("of Keptn") << shared("keptn-bridge-events.ndjson");
        QTest::newRow("of Tekton") << shared("tekton-cloudevents-konflux.ndjson");
        QTest::newRow("of Eiffel") << shared("eiffel-reference-data-set-1000.ndjson.gz");
    }
    void soItIsInRecordings()
    {
        QFETCH(std::string, path);
        if (!QFile::exists(QString::fromStdString(path)))
            QSKIP("the recording is not here");
        compareAtInstants(Recording{path}, Grouping::KindNameSource);
    }

private:
    static void compareAtInstants(const Recording &recording, Grouping grouping)
    {
        const std::size_t count = recording.records.size();
        QVERIFY(count > 0);
        Model whole{recording, grouping};
        for (std::size_t i = 0; i < count; ++i)
            whole.feed(i);
        whole.seal();
        std::vector<std::size_t> byTime(count);
        for (std::size_t i = 0; i < count; ++i)
            byTime[i] = i;
        const auto timeOf = [&](std::size_t i) { return recording.records[i].time; };
        std::stable_sort(byTime.begin(), byTime.end(),
                         [&](std::size_t a, std::size_t b) { return timeOf(a) < timeOf(b); });
        Model upTo{recording, grouping}; // grows from instant to instant
        std::size_t fed = 0;
        for (const Timestamp at : instants(recording)) {
            for (; fed < count && timeOf(byTime[fed]) <= at; ++fed)
                upTo.feed(byTime[fed]);
            upTo.seal();
            const std::string different = compare(whole, upTo, at);
            QVERIFY2(different.empty(), ("at " + formatRfc3339(at) + ": " + different).c_str());
        }
    }

    /// At random, in ascending order; half of them at the very time of an event.
    static std::vector<Timestamp> instants(const Recording &recording)
    {
        std::mt19937_64 random{20'260'301};
        std::vector<Timestamp> times;
        for (const Recording::Record &record : recording.records)
            times.push_back(record.time);
        std::sort(times.begin(), times.end());
        std::vector<Timestamp> found;
        while (found.size() < kInstants) {
            const std::size_t place = random() % times.size();
            const Span rest = times[std::min(place + 1, times.size() - 1)] - times[place];
            const bool between = found.size() % 2 == 1 && rest > Span{0};
            const auto off = between
                ? static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(rest.count()))
                : 0;
            found.push_back(times[place] + Span{off});
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    static std::string compare(Model &whole, Model &upTo, Timestamp at)
    {
        const Snapshot &all = whole.snapshot();
        const Snapshot &some = upTo.snapshot();
        const std::pair<const char *, std::string> found[] = {
            {"rows", differences(knownEvents(all, at), knownEvents(some, kEndOfTime))},
            {"states", differences(knownStates(all, at), knownStates(some, kEndOfTime))},
            {"counts", differences(knownCounts(all, at, at), knownCounts(some, kEndOfTime, at))},
            {"flows", differences(knownFlows(all, at), knownFlows(some, kEndOfTime))},
            {"map", differences(whole.map(at, {}, at), upTo.map(at, {}, kEndOfTime))},
            {"map of a minute",
             differences(whole.map(at, std::chrono::minutes{1}, at),
                         upTo.map(at, std::chrono::minutes{1}, kEndOfTime))},
        };
        std::string told;
        for (const auto &[what, different] : found) {
            if (!different.empty())
                told += std::string{what} + "\n" + different;
        }
        return told;
    }
};

QTEST_GUILESS_MAIN(TestInstants)
#include "tst_instants.moc"
