using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Checking;

/// <summary>The condition of <see cref="SelectWhen"/> as an operation that has a value exactly where the condition holds.</summary>
internal static class SelectCondition
{
    /// <summary>regex_extract for a pattern, map_dict over every spelling for a unit.</summary>
    public static UnaryOperation Of(SelectWhen select) => select.Matches is { } pattern
        ? new RegexExtract(select.Tested, pattern, 0, NoMatchRule.Null)
        : new MapDict(select.Tested, ValueList.From(SpellingsOf(select.Unit!).Select(spelling => new MapEntry(spelling, spelling)).ToArray()), MissingRule.Null, null);

    // Codes and common names of the same unit, and the code asked for, which need not be an atom ("mg/dL").
    private static IEnumerable<string> SpellingsOf(string code)
    {
        var unit = UnitTable.Find(code)!;
        return UnitTable.Spellings.Where(spelling => UnitTable.Find(spelling) is { } other && other.IsSame(unit)).Append(code).Distinct(StringComparer.Ordinal).OrderBy(spelling => spelling, StringComparer.Ordinal);
    }
}
