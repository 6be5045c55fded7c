using System.Collections.Frozen;

namespace Lumos.Core.Mapping;

/// <summary>Spellings of the units the transform language converts between.</summary>
internal static class UnitNames
{
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["kg"] = "kg", ["kgs"] = "kg", ["kilogram"] = "kg", ["kilograms"] = "kg", ["g"] = "g", ["gram"] = "g", ["grams"] = "g", ["t"] = "t", ["lb"] = "lb", ["lbs"] = "lb", ["pound"] = "lb", ["pounds"] = "lb",
        ["oz"] = "oz", ["ounce"] = "oz", ["ounces"] = "oz", ["m"] = "m", ["meter"] = "m", ["meters"] = "m", ["metre"] = "m", ["metres"] = "m", ["km"] = "km", ["cm"] = "cm", ["mm"] = "mm", ["in"] = "in", ["inch"] = "in",
        ["inches"] = "in", ["ft"] = "ft", ["foot"] = "ft", ["feet"] = "ft", ["yd"] = "yd", ["mi"] = "mi", ["mile"] = "mi", ["miles"] = "mi", ["l"] = "l", ["liter"] = "l", ["litre"] = "l", ["ml"] = "ml", ["gal"] = "gal_us",
        ["gallon"] = "gal_us", ["gallons"] = "gal_us", ["celsius"] = "C", ["c"] = "C", ["fahrenheit"] = "F", ["f"] = "F", ["kelvin"] = "K", ["k"] = "K", ["s"] = "s", ["sec"] = "s", ["seconds"] = "s", ["min"] = "min",
        ["minutes"] = "min", ["h"] = "h", ["hour"] = "h", ["hours"] = "h", ["d"] = "d", ["days"] = "d", ["b"] = "b", ["bytes"] = "b", ["kb"] = "kb", ["kib"] = "kib", ["mib"] = "mib",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Code of a unit as people write it; null when it is not one the language converts.</summary>
    public static string? Of(string? unit) => unit is null ? null : Codes.GetValueOrDefault(unit.Trim().TrimStart('°').ToLowerInvariant());

    /// <summary>Unit a column name ends in, as in <c>weight_kg</c> or <c>weightLb</c>; null for none.</summary>
    public static string? InName(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsLetterOrDigit(name[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsLetter(name[start - 1]) && !(start < end && char.IsLower(name[start - 1]) && char.IsUpper(name[start]))) start--;
        return start > 0 ? Of(name[start..end]) : null;
    }
}
