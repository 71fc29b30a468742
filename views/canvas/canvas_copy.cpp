// SPDX-License-Identifier: Apache-2.0
#include "views/canvas/graph_canvas.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QSvgGenerator>

namespace sightglass {

void GraphCanvas::copyPicture()
{
    QGuiApplication::clipboard()->setPixmap(grab());
}

void GraphCanvas::paintPlain(QPainter &painter)
{
    render(&painter, {}, {}, QWidget::DrawChildren);
}

// As text, too: an editor takes what a drawing program knows by its type.
void GraphCanvas::copySvg()
{
    QByteArray bytes;
    QBuffer buffer{&bytes};
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setTitle(accessibleName());
    svg.setSize(size());
    svg.setViewBox(rect());
    QPainter painter{&svg};
    paintPlain(painter);
    painter.end();
    auto *copied = new QMimeData;
    copied->setData(QStringLiteral("image/svg+xml"), bytes);
    copied->setText(QString::fromUtf8(bytes));
    QGuiApplication::clipboard()->setMimeData(copied);
}

} // namespace sightglass
