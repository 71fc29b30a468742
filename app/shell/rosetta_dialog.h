// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog> // first: moc stumbles over standard headers that stand before it

#include "model/vocabulary/vocabulary.h"
#include "views/items/text_table_model.h"

class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QTableView;

namespace sightglass {

/// Help ▸ Rosetta Stone: every type that is understood, and what becomes of it. Stands beside the
/// window, so that both can be read.
class RosettaDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit RosettaDialog(QWidget *parent);

    void setVocabularies(const VocabularyList &vocabularies);

private:
    void makeTable();
    [[nodiscard]] QDialogButtonBox *makeButtons();
    void filter(const QString &words);
    void showRow();
    void copyRows();

    TextTableModel m_rows;
    WordFilterModel m_shown;
    QTableView *m_table;
    QLabel *m_count;
    QPlainTextEdit *m_detail;
};

} // namespace sightglass
