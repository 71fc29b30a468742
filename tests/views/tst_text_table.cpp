// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "views/items/text_table_model.h"

#include <QAbstractItemModelTester>

using namespace sightglass;

class TestTextTable final : public QObject
{
    Q_OBJECT

    static QStringList row(const char *first, const char *second)
    {
        return {QString::fromUtf8(first), QString::fromUtf8(second)};
    }

private Q_SLOTS:
    void rowsComeAndGo()
    {
        TextTableModel model{row("Type", "Kind")};
        WordFilterModel filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester{&model};
        const QAbstractItemModelTester filterTester{&filter};
        model.setRows({row("build.started", "build"), row("build.finished", "build")});
        QCOMPARE(filter.rowCount(), 2);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("build.finished"));
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("Kind"));
        model.setRows({row("push", "change")});
        QCOMPARE(filter.rowCount(), 1);
        model.setRows({});
        QCOMPARE(filter.rowCount(), 0);
    }

    void allWordsMustStandInARow()
    {
        TextTableModel model{row("Type", "Kind")};
        model.setRows(
            {row("build.started", "build"), row("push", "change"), row("run.started", "task-run")});
        WordFilterModel filter;
        filter.setSourceModel(&model);
        filter.setWords(QStringLiteral(" STARTED  task "));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, 1).data().toString(), QStringLiteral("task-run"));
        filter.setWords(QStringLiteral("[a-z]+"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setWords({});
        QCOMPARE(filter.rowCount(), 3);
    }
};

QTEST_GUILESS_MAIN(TestTextTable)
#include "tst_text_table.moc"
