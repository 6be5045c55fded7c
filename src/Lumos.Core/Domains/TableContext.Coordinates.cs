using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <content>Latitude beside longitude.</content>
internal sealed partial class TableContext
{
    private const int MostDegrees = 4;
    private const double FarFromNought = 5;

    // Two columns of degrees: the one beyond 90 is the longitude; otherwise latitude is written first.
    private void Coordinates()
    {
        var paired = new bool[_columns.Count];
        // A table of many such numbers measures something else: two points are four of them.
        var degrees = _columns.Count(static c => IsDegrees(c.Sketch));
        for (var i = 0; i + 1 < _columns.Count; i++)
        {
            var (a, b) = (_columns[i].Sketch, _columns[i + 1].Sketch);
            if (!IsDegrees(a) || !IsDegrees(b) || a.Decimals < 3 && b.Decimals < 3 || Greatest(a) <= 2 && Greatest(b) <= 2) continue;
            if (degrees > MostDegrees || Math.Max(Math.Abs(a.Median), Math.Abs(b.Median)) < FarFromNought || Math.Max(PlaceShapes.Settled(a.Median, b.Median), PlaceShapes.Settled(b.Median, a.Median)) == 0 && !Spread(a) && !Spread(b)) continue;
            if (Named(i) || Named(i + 1) || Speaks(i) || Speaks(i + 1)) continue;
            // Where both could be either, the reading that ends on settled land is the likelier one.
            var swapped = Beyond(a) || !Beyond(b) && (a.Median < 0 && b.Median > 20 && a.Most < 0 || PlaceShapes.Settled(b.Median, a.Median) > PlaceShapes.Settled(a.Median, b.Median));
            Support(i, swapped ? "geo.longitude" : "geo.latitude", 0.86);
            Support(i + 1, swapped ? "geo.latitude" : "geo.longitude", 0.86);
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
        static bool IsDegrees(ColumnSketch s) => s.Numeric >= 0.9 && s.Decimals >= 2 && s.Least >= -180 && s.Most <= 180 && s.Distinct >= 3 && !s.Whole && (s.Decimals >= 3 || s.Median < 0) && (s.Decimals >= 5 || Greatest(s) > 2) && (s.Distinctness > 0.2 || s.Least < 0);
        static double Greatest(ColumnSketch s) => Math.Max(Math.Abs(s.Least), Math.Abs(s.Most));
        static bool Beyond(ColumnSketch s) => s.Most > 90 || s.Least < -90;
    }
}
