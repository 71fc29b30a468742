// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "model/vocabulary/mapping/mapping_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace sightglass;

namespace {

const QString kExamples = QStringLiteral(SG_SOURCE_DIR "/resources/mappings/");

QString latin(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Vocabulary, type, id ("#": a hash), kind, phase, outcome; then what else it says.
QString described(const Decoded &event)
{
    QStringList said{latin(event.vocabulary),
                     latin(event.type),
                     event.id.size() == 32 ? QStringLiteral("#") : latin(event.id),
                     latin(word(event.kind)),
                     latin(word(event.phase)),
                     latin(word(event.outcome))};
    const auto add = [&said](std::string_view what, std::string_view value) {
        if (!value.empty())
            said += latin(what) + QLatin1Char('=') + latin(value);
    };
    add("key", event.key);
    add("name", event.name);
    add("detail", event.detail);
    add("environment", event.environment);
    if (isKnown(event.startedAt))
        said += QStringLiteral("started");
    add("attempt", event.attempt ? std::to_string(event.attempt) : std::string{});
    add("chain", event.chain);
    for (const ReferenceClaim &parent : event.references)
        add("parent", parent.key);
    for (const LinkClaim &link : event.links)
        add(link.type, link.upstream);
    for (const IdentityClaim &identity : event.identities)
        add(word(identity.role), word(identity.kind));
    for (const ProblemClaim &claim : event.problems)
        add("problem", word(claim.problem));
    return said.join(u' ');
}

} // namespace

class TestMapping final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examplesThatShipAreReadAndSay_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("record");
        QTest::addColumn<QString>("becomes");
        const auto row
            = [](const char *name, const char *file, const char *record, const char *becomes) {
                  QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(record)
                                      << QString::fromUtf8(becomes);
              };
        row("deploy", "webhook.yaml",
            R"({"tool":"shipit","event":"deploy","status":"FAILED","delivery":"d-1",)"
            R"("release":"2.1","deploy":{"id":812,"service":"checkout","reason":"probe",)"
            R"("environment":"production","url":"https://shipit.example.com/deploys/812",)"
            R"("images":[{"digest":"sha256:aa11bb22cc33dd44ee55ff66aa11bb22)"
            R"(cc33dd44ee55ff66aa11bb22cc33dd44"}]},"at":"2026-11-24T14:03:11Z"})",
            "shipit deploy d-1 deployment finished failure "
            "key=deployment|https://shipit.example.com|812 name=checkout detail=probe "
            "environment=production parent=pipeline-run|https://shipit.example.com|2.1 "
            "is=run url uses=digest");
        row("release", "webhook.yaml",
            R"({"tool":"shipit","event":"release","status":"paused","delivery":"d-2",)"
            R"("release":"2.1","at":"2026-11-24T14:03:11Z"})",
            "shipit release d-2 pipeline-run waiting unknown "
            "key=pipeline-run|https://shipit.example.com|2.1 name=2.1");
        row("freeze", "webhook.yaml",
            R"({"tool":"shipit","event":"freeze.over","status":"ok","delivery":"d-3",)"
            R"("message":"Go","at":"2026-11-24T14:03:11Z"})",
            "shipit freeze.over d-3 announcement none unknown "
            "key=announcement|https://shipit.example.com|d-3 name=Go detail=published");
        row("unknown", "webhook.yaml", R"({"tool":"shipit","event":"tea","delivery":"d-4"})",
            "shipit tea d-4 event none unknown problem=unknown-type");
        row("word", "webhook.yaml",
            R"({"tool":"shipit","event":"release","status":"odd","delivery":"d-5","release":"2.1"})",
            "shipit release d-5 pipeline-run none unknown "
            "key=pipeline-run|https://shipit.example.com|2.1 name=2.1 problem=outcome");
        row("codefresh", "codefresh.yaml",
            R"({"codefreshHook":"on_fail","at":"2026-11-24T14:03:11Z","build":{"id":"b1",)"
            R"("url":"https://g.codefresh.io/build/b1","startedAt":"1795528800000"},)"
            R"("pipeline":"shop/checkout","commit":"aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44",)"
            R"("repository":"shop/checkout"})",
            "codefresh-hook on_fail # pipeline-run finished failure "
            "key=pipeline-run|shop/checkout|b1 name=shop/checkout started is=run url uses=commit");
        row("puppet", "puppet.yaml",
            R"({"host":"web1.example.com","time":"2026-11-24T14:03:11.123Z","puppet_version":"8.4.0",)"
            R"("transaction_uuid":"u1","status":"unchanged","environment":"production"})",
            "puppet puppet # deployment finished success key=deployment|web1.example.com|u1 "
            "name=web1.example.com environment=production");
    }

    void examplesThatShipAreReadAndSay()
    {
        QFETCH(QString, file);
        QFETCH(QString, record);
        QFETCH(QString, becomes);
        Decoder decoder{with({kExamples + file})};
        const std::string text = record.toStdString();
        QVERIFY(!decoder.decode(text));
        QCOMPARE(described(decoder.event()), becomes);
    }

    void cloudEventsAreToldByTheirAttributes()
    {
        Decoder decoder{with({write("vocabulary: ci\n"
                                    "match: {attributes: {type: com.example.ci.*, team: [a, b]}}\n"
                                    "from: record\n"
                                    "types:\n"
                                    "  - type: com.example.ci.done\n"
                                    "    kind: build\n"
                                    "    phase: finished\n"
                                    "    id: /subject\n"
                                    "    name: /data/title\n"
                                    "    attempt: /data/try\n"
                                    "    chain: /data/flow\n"
                                    "    links: {cause: /data/causes/*/id}\n")})};
        const std::string head = R"({"specversion":"1.0","id":"e1","source":"/ci","subject":"b7",)";
        const std::string data
            = R"("data":{"title":"t","try":2,"flow":"f","causes":[{"id":"x"},{"id":"y"}]}})";
        const std::string mine = head + R"("type":"com.example.ci.done","team":"b",)" + data;
        QVERIFY(!decoder.decode(mine));
        QCOMPARE(described(decoder.event()),
                 QStringLiteral("ci com.example.ci.done e1 build finished unknown key=build|/ci|b7 "
                                "name=t attempt=2 chain=f cause=x cause=y"));
        for (const char *other :
             {R"("type":"com.example.ci.done","team":"c",)", R"("type":"com.example.ci.done",)",
              R"("type":"com.example.cd.done","team":"a",)"}) {
            const std::string text = head + other + data;
            QVERIFY(!decoder.decode(text));
            QCOMPARE(decoder.event().vocabulary, std::string_view{"cloudevents"});
        }
    }

    void builtInVocabulariesAreAskedFirst()
    {
        const VocabularyList list = with({write("vocabulary: all\nmatch: {fields: {/meta: '*'}}\n"
                                                "types: [{type: '*', kind: event}]\n")});
        QCOMPARE(list[list.size() - 2]->name(), std::string_view{"all"});
        QCOMPARE(list.back()->name(), std::string_view{"cloudevents"});
        Decoder decoder{list};
        const std::string eiffel
            = R"({"meta":{"type":"EiffelActivityTriggeredEvent","version":"4.0.0","time":1,)"
              R"("id":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"},"data":{"name":"a"},"links":[]})";
        QVERIFY(!decoder.decode(eiffel));
        QCOMPARE(decoder.event().vocabulary, std::string_view{"eiffel"});
        const std::string other = R"({"meta":{}})";
        QVERIFY(!decoder.decode(other));
        QCOMPARE(decoder.event().vocabulary, std::string_view{"all"});
        decoder.speak(makeVocabularies());
        QVERIFY(decoder.decode(other).has_value());
    }

    void valuesThatAreNotAsSaidAreFindings()
    {
        Decoder decoder{with({kExamples + QStringLiteral("webhook.yaml")})};
        for (const char *text :
             {R"({"tool":"shipit"})", R"({"tool":"shipit","event":{}})",
              R"({"tool":"shipit","event":"deploy","deploy":[]})",
              R"({"tool":"shipit","event":"deploy","deploy":{"id":[1],"images":7},"status":{}})",
              R"({"tool":"shipit","event":"\u0000","delivery":"\u0000"})"}) {
            const std::string record = text;
            QVERIFY(!decoder.decode(record));
            QVERIFY2(!decoder.event().problems.empty(), text);
            QVERIFY(!decoder.event().id.empty() && !decoder.event().type.empty());
        }
    }

    void theRosettaStoneListsMappings()
    {
        const VocabularyList list = with({kExamples + QStringLiteral("webhook.yaml")});
        const std::vector<Rosetta> rows = list[list.size() - 2]->rosetta();
        QCOMPARE(rows.size(), std::size_t{4});
        QCOMPARE(rows[0].kind, std::string{"deployment"});
        QVERIFY(rows[0].outcome.starts_with("/status: pending → queued, started → running"));
        QCOMPARE(rows[0].parent, std::string{"pipeline-run /release"});
        QCOMPARE(rows[3].phase, std::string{"published"});
        QVERIFY(rows[3].outcome.empty());
    }

    void oneBadFileLeavesTheOthers()
    {
        const std::string good = "vocabulary: shop\nmatch: {fields: {/tool: shop}}\n"
                                 "types: [{type: a, kind: build, id: /id, phase: queued}]\n";
        const QTemporaryDir folder;
        const auto put = [&folder](const char *name, const std::string &text) {
            QFile file{folder.filePath(QString::fromUtf8(name))};
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(text));
        };
        put("a.yaml", "vocabulary: eiffel" + good.substr(good.find('\n')));
        put("b.yml", good);
        put("c.yaml", good);
        put("d.txt", "no mapping");
        QVERIFY(QDir{folder.path()}.mkdir(QStringLiteral("e.yaml")));
        MappingPlaces places{folder.path().toStdString(), {}};
        places.files = {folder.filePath(QStringLiteral("missing.yaml")).toStdString(),
                        folder.filePath(QStringLiteral("b.yml")).toStdString()};
        const auto files = readMappings(places, makeVocabularies());
        QCOMPARE(files.size(), std::size_t{4});
        const std::string place = folder.path().toStdString() + "/";
        QCOMPARE(errorsOf(files[0]).front(),
                 place
                     + "a.yaml:1:13: the vocabulary eiffel is built in: name this one differently");
        QVERIFY(files[1].vocabulary && files[1].errors.empty());
        QCOMPARE(errorsOf(files[2]).front(),
                 place + "c.yaml:1:13: the vocabulary shop is that of " + place
                     + "b.yml: name this one differently");
        QCOMPARE(errorsOf(files[3]).front(),
                 place + "missing.yaml: cannot be read: No such file or directory");
        QCOMPARE(withMappings(makeVocabularies(), files).size(), makeVocabularies().size() + 1);
        const std::string before = fingerprintOf(places);
        put("f.yaml", good);
        QVERIFY(fingerprintOf(places) != before);
    }

private:
    QString write(const char *text)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.yaml").arg(++m_written));
        QFile file{path};
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path;
    }

    /// The built-in vocabularies and those of the files, which must be right.
    static VocabularyList with(const QStringList &paths)
    {
        MappingPlaces places;
        for (const QString &path : paths)
            places.files.push_back(path.toStdString());
        const auto files = readMappings(places, makeVocabularies());
        for (const MappingFile &file : files) {
            for (const std::string &error : errorsOf(file))
                qWarning("%s", error.c_str());
        }
        return withMappings(makeVocabularies(), files);
    }

    QTemporaryDir m_folder;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
