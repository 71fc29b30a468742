// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;

namespace {

QByteArray eventOf(const char *id, const char *text)
{
    return QByteArray("{\"specversion\":\"1.0\",\"id\":\"") + id
        + "\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"text\":\"" + text + "\"}}";
}

} // namespace

class TestSearchCommand final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString file(const char *name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile out(path);
        return out.open(QIODevice::WriteOnly) && out.write(content) == content.size() ? path
                                                                                      : QString{};
    }
    static ProgramRun search(const QStringList &arguments)
    {
        return runProgram(QStringList{QStringLiteral("search")} + arguments);
    }

private Q_SLOTS:
    void matchingEventsArePrintedAsTheyStand()
    {
        const QByteArray hit = eventOf("a", "the \\u0061nswer");
        const QByteArray lines = hit + "\n" + eventOf("b", "something else") + "\n"
            + "{\"text\":\"the answer, but no event\"}" + "\n" + eventOf("c", "the answer") + "\n";
        const QString path = file("events.ndjson", lines);
        const ProgramRun run = search({QStringLiteral("nswer"), path});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.out, hit + "\n" + eventOf("c", "the answer") + "\n");
        QCOMPARE(search({QStringLiteral("--count"), QStringLiteral("nswer"), path}).out,
                 QByteArray("2\n"));
        QCOMPARE(search({QStringLiteral("absent"), path}).out, QByteArray{});
        QCOMPARE(search({QStringLiteral("absent"), path}).status, 0);
        QCOMPARE(search({QStringLiteral("--regex"), QStringLiteral("--count"),
                         QStringLiteral("some(thing|where)"), path})
                     .out,
                 QByteArray("1\n"));
    }

    void documentsAndArraysAreSearchedEventByEvent()
    {
        const QString array
            = file("array.json", "[" + eventOf("a", "x1") + ",\n " + eventOf("b", "x2") + "]");
        QCOMPARE(search({QStringLiteral("x2"), array}).out, eventOf("b", "x2") + "\n");
        QByteArray broad = eventOf("a", "x3");
        broad.replace(",", ",\n  ");
        const QString document = file("document.json", broad);
        QCOMPARE(search({QStringLiteral("x3"), document}).out, eventOf("a", "x3") + "\n");
    }

    void fieldsAreAskedForByName()
    {
        const QByteArray one = eventOf("a", "type=t");
        const QByteArray other = eventOf("b", "y");
        const QString path = file("fields.ndjson", one + "\n" + other + "\n");
        QCOMPARE(search({QStringLiteral("id=b"), path}).out, other + "\n");
        QCOMPARE(search({QStringLiteral("type=t source:/s"), path}).out, one + "\n" + other + "\n");
        QCOMPARE(search({QStringLiteral("--count"), QStringLiteral("kind=build"), path}).out,
                 QByteArray("0\n"));
        QCOMPARE(search({QStringLiteral("\"type=t\""), path}).out, one + "\n"); // the text
        const ProgramRun run
            = search({QStringLiteral("id=b"), m_folder.filePath(QStringLiteral("none")), path});
        QCOMPARE(run.status, 3);
        QCOMPARE(run.out, other + "\n");
    }

    void wrongUseAndWhatCannotBeReadAreTold()
    {
        QCOMPARE(search({QStringLiteral("text only")}).status, 2);
        QCOMPARE(search({QStringLiteral("--regex"), QStringLiteral("a("), m_folder.path()}).status,
                 2);
        const ProgramRun run
            = search({QStringLiteral("x"), m_folder.filePath(QStringLiteral("none"))});
        QCOMPARE(run.status, 3);
        QVERIFY(run.errors.contains("none"));
    }
};

QTEST_GUILESS_MAIN(TestSearchCommand)
#include "tst_search_command.moc"
