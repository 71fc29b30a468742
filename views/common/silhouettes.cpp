// SPDX-License-Identifier: Apache-2.0
#include "views/common/silhouettes.h"

#include <QPolygonF>

#include <initializer_list>

namespace sightglass {
namespace {

/// Builds a silhouette in a square; places are shares of its sides.
struct Outline
{
    QRectF box;
    QPainterPath path{};

    [[nodiscard]] QPointF point(qreal x, qreal y) const
    {
        return {box.x() + box.width() * x, box.y() + box.height() * y};
    }
    void polygon(std::initializer_list<QPointF> corners)
    {
        QPolygonF shape;
        for (const QPointF &corner : corners)
            shape << point(corner.x(), corner.y());
        path.addPolygon(shape);
        path.closeSubpath();
    }
    void bar(qreal x, qreal y, qreal w, qreal h, qreal radius)
    {
        path.addRoundedRect(QRectF{point(x, y), QSizeF{box.width() * w, box.height() * h}},
                            box.width() * radius, box.width() * radius);
    }
    void dome()
    {
        path.moveTo(point(0.02, 0.75));
        path.arcTo(QRectF{point(0.02, 0.2), QSizeF{box.width() * 0.96, box.height() * 1.1}}, 180,
                   -180);
        path.closeSubpath();
    }
};

void outlineActivity(Kind kind, Outline &out)
{
    switch (kind) {
    case Kind::PipelineRun:
        out.bar(0, 0.28, 1, 0.44, 0.22);
        break;
    case Kind::TaskRun:
    case Kind::Build:
        out.bar(0.12, 0.2, 0.76, 0.6, 0.12);
        break;
    case Kind::TestSuiteRun:
        out.polygon({{0.05, 0.2},
                     {0.3, 0.2},
                     {0.36, 0.34},
                     {0.42, 0.2},
                     {0.58, 0.2},
                     {0.64, 0.34},
                     {0.7, 0.2},
                     {0.95, 0.2},
                     {0.95, 0.8},
                     {0.05, 0.8}});
        break;
    case Kind::TestCaseRun:
        out.polygon({{0.12, 0.2},
                     {0.4, 0.2},
                     {0.5, 0.38},
                     {0.6, 0.2},
                     {0.88, 0.2},
                     {0.88, 0.8},
                     {0.12, 0.8}});
        break;
    case Kind::Deployment:
        out.polygon({{0.25, 0.1}, {0.75, 0.1}, {1, 0.5}, {0.75, 0.9}, {0.25, 0.9}, {0, 0.5}});
        break;
    case Kind::Incident:
        out.polygon(
            {{0.5, 0.04}, {0.92, 0.2}, {0.86, 0.62}, {0.5, 0.96}, {0.14, 0.62}, {0.08, 0.2}});
        break;
    case Kind::Ticket:
        out.polygon({{0.02, 0.25},
                     {0.98, 0.25},
                     {0.98, 0.42},
                     {0.9, 0.5},
                     {0.98, 0.58},
                     {0.98, 0.75},
                     {0.02, 0.75},
                     {0.02, 0.58},
                     {0.1, 0.5},
                     {0.02, 0.42}});
        break;
    case Kind::Approval:
        out.dome();
        break;
    case Kind::Activity:
        out.bar(0.05, 0.3, 0.9, 0.4, 0.2);
        break;
    default:
        break;
    }
}

void outlineProduct(Kind kind, Outline &out)
{
    switch (kind) {
    case Kind::Change:
        out.path.addEllipse(out.point(0.5, 0.5), out.box.width() * 0.22, out.box.width() * 0.22);
        out.bar(0, 0.44, 0.28, 0.12, 0);
        out.bar(0.72, 0.44, 0.28, 0.12, 0);
        break;
    case Kind::Repository:
        out.polygon(
            {{0.05, 0.2}, {0.4, 0.2}, {0.5, 0.32}, {0.95, 0.32}, {0.95, 0.85}, {0.05, 0.85}});
        break;
    case Kind::Branch:
        out.bar(0.2, 0.1, 0.14, 0.8, 0.05);
        out.polygon(
            {{0.34, 0.62}, {0.66, 0.36}, {0.66, 0.1}, {0.8, 0.1}, {0.8, 0.44}, {0.34, 0.8}});
        break;
    case Kind::Artifact:
    case Kind::TestOutput:
        out.polygon({{0.5, 0.06}, {0.9, 0.27}, {0.5, 0.48}, {0.1, 0.27}});
        out.polygon({{0.1, 0.36}, {0.46, 0.55}, {0.46, 0.94}, {0.1, 0.75}});
        out.polygon({{0.9, 0.36}, {0.54, 0.55}, {0.54, 0.94}, {0.9, 0.75}});
        break;
    case Kind::Composition:
        out.bar(0.15, 0.08, 0.7, 0.24, 0.05);
        out.bar(0.08, 0.38, 0.84, 0.24, 0.05);
        out.bar(0, 0.68, 1, 0.24, 0.05);
        break;
    case Kind::Service:
        out.polygon({{0.25, 0.1}, {0.75, 0.1}, {1, 0.5}, {0.75, 0.9}, {0.25, 0.9}, {0, 0.5}});
        break;
    default:
        break;
    }
}

void outlineSubject(Kind kind, Outline &out)
{
    switch (kind) {
    case Kind::Environment:
        out.polygon({{0.25, 0.2}, {1, 0.2}, {0.75, 0.8}, {0, 0.8}});
        break;
    case Kind::Issue:
        out.polygon({{0.02, 0.25},
                     {0.98, 0.25},
                     {0.98, 0.42},
                     {0.9, 0.5},
                     {0.98, 0.58},
                     {0.98, 0.75},
                     {0.02, 0.75},
                     {0.02, 0.58},
                     {0.1, 0.5},
                     {0.02, 0.42}});
        break;
    case Kind::ConfidenceLevel:
        out.dome();
        break;
    case Kind::Announcement:
        out.polygon({{0.05, 0.15},
                     {0.95, 0.15},
                     {0.95, 0.7},
                     {0.5, 0.7},
                     {0.3, 0.92},
                     {0.3, 0.7},
                     {0.05, 0.7}});
        break;
    case Kind::TestPlan:
        out.bar(0.15, 0.12, 0.7, 0.16, 0.03);
        out.bar(0.15, 0.42, 0.7, 0.16, 0.03);
        out.bar(0.15, 0.72, 0.7, 0.16, 0.03);
        break;
    case Kind::Other:
    case Kind::None:
        out.bar(0.1, 0.15, 0.8, 0.7, 0.04);
        break;
    default:
        outlineProduct(kind, out);
        break;
    }
}

} // namespace

QPainterPath silhouette(Kind kind, const QRectF &square)
{
    Outline outline{square};
    isActivity(kind) ? outlineActivity(kind, outline) : outlineSubject(kind, outline);
    return outline.path;
}

} // namespace sightglass
