using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Writes a plain number with group marks or another decimal mark. The first group takes all digits that are left, so none is ever lost.</summary>
/// <param name="scale">Decimals, the same in every number.</param>
/// <param name="group">Mark between groups; null for none.</param>
/// <param name="mark">Decimal mark.</param>
/// <param name="indian">Groups of two before the last three.</param>
/// <param name="signed">Whether there are negative numbers.</param>
internal sealed class NumberGrouping(int scale, string? group, string mark, bool indian, bool signed)
{
    private const int LeastGroups = 4;

    /// <summary>The written number.</summary>
    /// <param name="number">Text of the number: digits, point, decimals.</param>
    /// <param name="digits">Digits before the point of the largest number seen.</param>
    public Pipe Write(Pipe number, int digits)
    {
        if (group is null) return Pipe.Concat(NullRule.Propagate, mark, number.SplitAt(".", 1), number.SplitAt(".", 2));
        var fraction = scale == 0 ? "" : $@"\.\d{{{scale}}}";
        var size = indian ? 2 : 3;
        var groups = Math.Max(LeastGroups, 1 + (Math.Max(0, digits - 3) + size - 1) / size);
        List<Pipe> parts = [number.RegexExtract($@"(\d{{1,3}}){fraction}$", 1)];
        for (var k = 1; k < groups; k++)
        {
            var behind = 3 + (k - 1) * size;
            var own = k == groups - 1 ? @"\d+" : $@"\d{{1,{size}}}";
            parts.Insert(0, number.RegexExtract($@"({own})\d{{{behind}}}{fraction}$", 1, fromEnd: true));
        }

        var whole = Pipe.Concat(NullRule.Skip, group, [.. parts]);
        if (signed) whole = Pipe.Concat(NullRule.Empty, "", number.RegexExtract("^-"), whole);
        return scale == 0 ? whole : Pipe.Concat(NullRule.Propagate, mark, whole, number.SplitAt(".", 2));
    }
}
