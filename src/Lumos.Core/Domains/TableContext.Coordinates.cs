using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <content>Latitude beside longitude.</content>
internal sealed partial class TableContext
{
    private const int MostDegrees = 4;
    private const double FarFromNought = 5;
    private const double Sure = 0.92;
    private const double Likely = 0.86;
    private const double WellSettled = 2;

    // Two columns of degrees: the one beyond 90 is the longitude; otherwise latitude is written first.
    private void Coordinates()
    {
        var paired = new bool[_columns.Count];
        // A table of many such numbers measures something else: two points are four of them.
        var degrees = _columns.Count(static c => IsDegrees(c.Sketch));
        for (var i = 0; i + 1 < _columns.Count; i++)
        {
            var (a, b) = (_columns[i].Sketch, _columns[i + 1].Sketch);
            if (!IsDegrees(a) || !IsDegrees(b) || a.Decimals < 3 || b.Decimals < 3 || Greatest(a) <= 2 && Greatest(b) <= 2) continue;
            if (degrees > MostDegrees || Math.Max(Math.Abs(a.Median), Math.Abs(b.Median)) < FarFromNought || Math.Max(PlaceShapes.Settled(a.Median, b.Median), PlaceShapes.Settled(b.Median, a.Median)) == 0 && !Spread(a) && !Spread(b)) continue;
            if (Named(i) || Named(i + 1) || Speaks(i) || Speaks(i + 1)) continue;
            // Where both could be either, the reading that ends on settled land is the likelier one.
            var swapped = Beyond(a) || !Beyond(b) && (a.Median < 0 && b.Median > 20 && a.Most < 0 || PlaceShapes.Settled(b.Median, a.Median) > PlaceShapes.Settled(a.Median, b.Median));
            if (!ArePoints(swapped ? b : a, swapped ? a : b)) continue;
            // Where most tables are from, or all over the world, two such columns are hardly anything else.
            var sure = Spread(a) && Spread(b) || PlaceShapes.Settled(swapped ? b.Median : a.Median, swapped ? a.Median : b.Median) >= WellSettled;
            Support(i, swapped ? "geo.longitude" : "geo.latitude", sure ? Sure : Likely);
            Support(i + 1, swapped ? "geo.latitude" : "geo.longitude", sure ? Sure : Likely);
            if (sure)
            {
                Object(i, "measure.number", "money.amount");
                Object(i + 1, "measure.number", "money.amount");
            }

            Object(i, swapped ? "geo.latitude" : "geo.longitude");
            Object(i + 1, swapped ? "geo.longitude" : "geo.latitude");
            paired[i] = paired[i + 1] = true;
            i++;
        }

        // Degrees come in pairs; one alone is some other number.
        for (var i = 0; i < _columns.Count; i++)
        {
            if (!paired[i] && !Named(i) && _columns[i].ValueCount > 0 && !HasPartner(i)) Object(i, "geo.latitude", "geo.longitude");
        }

        bool HasPartner(int i)
        {
            if (_columns[i].Sketch.Decimals < 4 || !IsDegrees(_columns[i].Sketch)) return false;
            for (var j = 0; j < paired.Length; j++)
            {
                if (j != i && !paired[j] && _columns[j].Sketch.Decimals >= 4 && IsDegrees(_columns[j].Sketch)) return true;
            }

            return false;
        }

        // Points from all over the world have no middle that says anything.
        static bool Spread(ColumnSketch s) => s.Most - s.Least > 40;

        // Either they lie in one region, on one side of the equator, or all over the world.
        static bool ArePoints(ColumnSketch latitude, ColumnSketch longitude)
        {
            var (high, wide) = (latitude.Most - latitude.Least, longitude.Most - longitude.Least);
            return high <= 30 && wide <= 70 && latitude.Least * latitude.Most > 0 || high > 40 && wide > 80;
        }

        static bool IsDegrees(ColumnSketch s) => s.Numeric >= 0.9 && s.Decimals >= 2 && s.Least >= -180 && s.Most <= 180 && s.Distinct >= 3 && !s.Whole && (s.Decimals >= 3 || s.Median < 0) && (s.Decimals >= 5 || Greatest(s) > 2) && (s.Distinctness > 0.2 || s.Least < 0);
        static double Greatest(ColumnSketch s) => Math.Max(Math.Abs(s.Least), Math.Abs(s.Most));
        static bool Beyond(ColumnSketch s) => s.Most > 90 || s.Least < -90;
    }
}
