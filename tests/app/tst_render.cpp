// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRectF>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;

namespace {

const QString kSample = QStringLiteral(SG_SOURCE_DIR "/tests/golden/report/delivery.ndjson");

QRectF boxOf(const QJsonValue &node)
{
    QRectF box{0, 0, node[u"width"].toDouble(), node[u"height"].toDouble()};
    box.moveCenter({node[u"x"].toDouble(), node[u"y"].toDouble()});
    return box;
}

/// Whether an upright or level line leads through the box.
bool passes(const QJsonArray &points, const QRectF &box)
{
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF from{points[i - 1][0].toDouble(), points[i - 1][1].toDouble()};
        const QPointF to{points[i][0].toDouble(), points[i][1].toDouble()};
        if (box.intersects(QRectF{from, to}.normalized().adjusted(-0.5, -0.5, 0.5, 0.5)))
            return true;
    }
    return false;
}

} // namespace

class TestRender final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theJsonIsAGraphThatCanBeDrawn()
    {
        const QJsonObject picture = flowOf(QStringLiteral("change-7"));
        const QJsonArray nodes = picture[QStringLiteral("nodes")].toArray();
        QCOMPARE(nodes.size(), 7);
        QSet<QString> ids;
        for (qsizetype i = 0; i < nodes.size(); ++i) {
            ids.insert(nodes[i][u"id"].toString());
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY(!boxOf(nodes[i]).intersects(boxOf(nodes[j])));
        }
        QCOMPARE(ids.size(), nodes.size());
        const QJsonArray edges = picture[QStringLiteral("edges")].toArray();
        QVERIFY(edges.size() >= 6);
        for (const QJsonValue &edge : edges) {
            QVERIFY(ids.contains(edge[u"from"].toString()));
            QVERIFY(ids.contains(edge[u"to"].toString()));
            QVERIFY(edge[u"points"].toArray().size() >= 2);
        }
    }

    void statesAreThoseOfTheInstant()
    {
        QCOMPARE(stateOf(QStringLiteral("run-7"), {}), QStringLiteral("failed"));
        QCOMPARE(stateOf(QStringLiteral("run-7"), QStringLiteral("2026-03-01T14:01:00Z")),
                 QStringLiteral("running"));
        QCOMPARE(stateOf(QStringLiteral("run-7"), QStringLiteral("2026-03-01T14:00:06Z")),
                 QStringLiteral("queued"));
        QCOMPARE(stateOf(QStringLiteral("run-7"), QStringLiteral("2026-03-01T14:00:01Z")),
                 QString{});
    }

    void noLineOfAnExamplePassesUnderANode()
    {
        const QDir examples{QStringLiteral(SG_SOURCE_DIR "/resources/examples")};
        const QStringList files = examples.entryList({QStringLiteral("*.ndjson*")}, QDir::Files);
        QCOMPARE(files.size(), 4);
        for (const QString &name : files) {
            const QString path = m_folder.filePath(QStringLiteral("example.json"));
            QCOMPARE(runProgram({QStringLiteral("render"), examples.filePath(name),
                                 QStringLiteral("--view=flow"), QStringLiteral("--output"), path})
                         .status,
                     0);
            const QJsonObject picture = QJsonDocument::fromJson(readAll(path)).object();
            const QJsonArray nodes = picture[u"nodes"].toArray();
            QVERIFY(!nodes.isEmpty());
            for (const QJsonValue &edge : picture[u"edges"].toArray()) {
                for (const QJsonValue &node : nodes) {
                    if (node[u"id"] != edge[u"from"] && node[u"id"] != edge[u"to"])
                        QVERIFY(!passes(edge[u"points"].toArray(), boxOf(node)));
                }
            }
        }
    }

    void withoutASubjectItIsTheNewestFlow()
    {
        QVERIFY(!flowOf({}).isEmpty());
        QVERIFY(readAll(m_path).contains("run-8"));
        QVERIFY(!readAll(m_path).contains("run-7"));
    }

    void everyFormatOfThisBuildIsWritten()
    {
        QVERIFY(draw(QStringLiteral("dot")).startsWith("digraph"));
        QVERIFY(draw(QStringLiteral("dot"), QStringLiteral("map")).startsWith("digraph"));
#if SIGHTGLASS_GUI
        QVERIFY(draw(QStringLiteral("svg")).contains("<svg"));
        QVERIFY(draw(QStringLiteral("png")).startsWith("\x89PNG"));
        QVERIFY(draw(QStringLiteral("svg"), QStringLiteral("map")).contains("<svg"));
        QVERIFY(draw(QStringLiteral("png"), QStringLiteral("map")).startsWith("\x89PNG"));
        QVERIFY(draw(QStringLiteral("svg"), QStringLiteral("timeline")).contains("build-7"));
        QVERIFY(draw(QStringLiteral("png"), QStringLiteral("timeline")).startsWith("\x89PNG"));
#else
        QCOMPARE(render(QStringLiteral("png"), {}).status, 2);
#endif
    }

    void theMapHasOneNodeForEachTypeAndTellsItsCounts()
    {
        const QJsonObject map
            = QJsonDocument::fromJson(draw(QStringLiteral("json"), QStringLiteral("map"))).object();
        QSet<QString> ids;
        int runs = 0;
        for (const QJsonValue &node : map[QStringLiteral("nodes")].toArray()) {
            ids.insert(node[u"id"].toString());
            runs += node[u"kind"] == QLatin1String("pipeline-run") ? node[u"count"].toInt() : 0;
            QVERIFY(node[u"passed"].toInt() <= node[u"judged"].toInt());
            QVERIFY(!node[u"name"].toString().isEmpty() && !node[u"state"].toString().isEmpty());
        }
        QCOMPARE(runs, 2); // run-7 and run-8
        QVERIFY(!map[QStringLiteral("edges")].toArray().isEmpty());
        for (const QJsonValue &edge : map[QStringLiteral("edges")].toArray())
            QVERIFY(ids.contains(edge[u"from"].toString()) && ids.contains(edge[u"to"].toString()));
    }

    void whatCannotBeDrawnIsTold()
    {
        QCOMPARE(render(QStringLiteral("json"), {QStringLiteral("--subject=nobody")}).status, 2);
        QCOMPARE(render(QStringLiteral("txt"), {}).status, 2);
        QCOMPARE(runProgram({QStringLiteral("render"), kSample, QStringLiteral("--view=flow"),
                             QStringLiteral("--output=/nowhere/at/all.json")})
                     .status,
                 3);
    }

private:
    ProgramRun render(const QString &suffix, const QStringList &more,
                      const QString &view = QStringLiteral("flow"))
    {
        m_path = m_folder.filePath(QStringLiteral("picture.") + suffix);
        return runProgram(QStringList{QStringLiteral("render"), kSample, QStringLiteral("--view"),
                                      view, QStringLiteral("--output"), m_path}
                          + more);
    }
    QByteArray draw(const QString &suffix, const QString &view = QStringLiteral("flow"))
    {
        return render(suffix, {}, view).status == 0 ? readAll(m_path) : QByteArray{};
    }
    QJsonObject flowOf(const QString &subject, const QString &at = {})
    {
        QStringList more;
        if (!subject.isEmpty())
            more += {QStringLiteral("--subject"), subject};
        if (!at.isEmpty())
            more += {QStringLiteral("--at"), at};
        const ProgramRun run = render(QStringLiteral("json"), more);
        return run.status == 0 ? QJsonDocument::fromJson(readAll(m_path)).object() : QJsonObject{};
    }
    QString stateOf(const QString &run, const QString &at)
    {
        const QJsonArray nodes
            = flowOf(QStringLiteral("change-7"), at)[QStringLiteral("nodes")].toArray();
        for (const QJsonValue &node : nodes) {
            if (node[u"id"].toString().endsWith(run))
                return node[u"state"].toString();
        }
        return {};
    }

    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestRender)
#include "tst_render.moc"
