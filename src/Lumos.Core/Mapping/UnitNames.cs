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
        ["minutes"] = "min", ["h"] = "h", ["hour"] = "h", ["hours"] = "h", ["d"] = "d", ["days"] = "d", ["b"] = "b", ["bytes"] = "b", ["kb"] = "kb", ["kib"] = "kib",
        ["weeks"] = "weeks", ["months"] = "months", ["years"] = "years", ["yrs"] = "years", ["centimeter"] = "cm", ["centimeters"] = "cm", ["centimetre"] = "cm", ["centimetres"] = "cm", ["millimeter"] = "mm",
        ["millimeters"] = "mm", ["millimetre"] = "mm", ["millimetres"] = "mm", ["kilometer"] = "km", ["kilometers"] = "km", ["kilometre"] = "km", ["kilometres"] = "km", ["liters"] = "l", ["litres"] = "l",
        ["milliliters"] = "ml", ["millilitres"] = "ml", ["kilos"] = "kg", ["miles"] = "mi", ["yards"] = "yd",
        ["hr"] = "h", ["hrs"] = "h", ["mins"] = "min", ["secs"] = "s", ["ms"] = "ms", ["msec"] = "ms", ["millis"] = "ms", ["millisecond"] = "ms", ["milliseconds"] = "ms", ["microseconds"] = "us", ["mg"] = "mg",
        ["kwh"] = "kWh", ["wh"] = "Wh", ["mwh"] = "MW.h", ["gb"] = "GB", ["mb"] = "MB", ["mib"] = "mib", ["kmh"] = "km/h", ["kph"] = "km/h", ["mph"] = "mph", ["ha"] = "ha", ["acre"] = "acre", ["acres"] = "acre",
        ["hectares"] = "ha", ["sqm"] = "m2", ["m2"] = "m2", ["sqft"] = "sqft", ["ft2"] = "sqft", ["km2"] = "km2", ["m3"] = "m3", ["cbm"] = "m3", ["cm3"] = "cm3", ["ft3"] = "[cft_i]", ["cuft"] = "[cft_i]", ["mmhg"] = "mmHg", ["kpa"] = "kPa", ["hpa"] = "hPa", ["psi"] = "psi", ["kcal"] = "kcal", ["kj"] = "kJ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Code of a unit as people write it; null when it is not one the language converts.</summary>
    public static string? Of(string? unit) => unit is null ? null : Codes.GetValueOrDefault(unit.Trim().TrimStart('°').ToLowerInvariant());

    /// <summary>Unit a description speaks of, as in "in number of days", "measured in kilograms" or "(cm)"; null for none, or for several.</summary>
    public static string? InDescription(string? description)
    {
        if (string.IsNullOrEmpty(description)) return null;
        string? found = null;
        var words = description.Split([' ', ',', ';', '.', '\n', '\t', ':'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var bracketed = words[i].Length > 2 && words[i][0] is '(' or '[' && words[i][^1] is ')' or ']';
            var word = words[i].Trim('(', ')', '[', ']', '"', '\'').ToLowerInvariant();
            if (Of(word) is not { } unit || word == "in" || !bracketed && (word.Length < 2 || !IsMeasured(words, i))) continue;
            if (found is not null && found != unit) return null;
            found = unit;
        }

        return found;
    }

    // "in kilograms", "in degrees Celsius", "number of days".
    private static bool IsMeasured(string[] words, int at)
    {
        var before = at > 0 ? words[at - 1].ToLowerInvariant() : "";
        if (before is "degrees" or "degree" or "whole" or "full" or "completed" && at > 1) before = words[at - 2].ToLowerInvariant();
        return before == "in" || before == "of" && at > 1 && words[at - 2].Equals("number", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Unit a column name ends in, as in <c>weight_kg</c>, <c>weightLb</c> or <c>wind_m_s</c>, or is, as in <c>Milliseconds</c>; null for none.</summary>
    public static string? InName(string name) => EndOf(name) is { } end ? end.Unit : null;

    /// <summary>The name without the unit it ends in; the name itself when there is none or nothing else.</summary>
    public static string WithoutUnit(string name) => EndOf(name) is { Start: > 0 } end ? name[..end.Start] : name;

    private static (int Start, string Unit)? EndOf(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsLetterOrDigit(name[end - 1])) end--;
        var start = Before(name, end);
        if (start == end) return null;
        // A unit of two words: "m_s", "km/h"; but a price per gallon counts no gallons.
        var gap = start;
        while (gap > 0 && !char.IsLetterOrDigit(name[gap - 1])) gap--;
        if (gap < start && gap > 0)
        {
            var first = Before(name, gap);
            if (Quotient(name[first..gap], name[start..end]) is { } quotient) return first > 0 ? (first, quotient) : null;
            if (name[gap..start].Contains('/', StringComparison.Ordinal) || name[first..gap].Equals("per", StringComparison.OrdinalIgnoreCase)) return null;
        }

        // A name that is nothing but a unit must be a word of its own.
        if (start == 0 && (end < 4 || name[end - 1] is not ('s' or 'S'))) return null;
        return Of(name[start..end]) is { } unit ? (start, unit) : null;
    }

    private static int Before(string name, int end)
    {
        // The power of a square or cubic unit.
        var start = end > 1 && name[end - 1] is '2' or '3' && char.IsLetter(name[end - 2]) ? end - 1 : end;
        end = start;
        while (start > 0 && char.IsLetter(name[start - 1]) && !(start < end && char.IsLower(name[start - 1]) && char.IsUpper(name[start]))) start--;
        return start;
    }

    private static string? Quotient(string above, string below) => (above.ToLowerInvariant(), below.ToLowerInvariant()) switch
    {
        ("m", "s") => "m/s",
        ("km", "h") => "km/h",
        ("mg", "dl") => "mg/dL",
        ("g", "dl") => "g/dL",
        ("g", "l") => "g/L",
        ("mmol", "l") => "mmol/L",
        ("sq" or "square", "ft" or "feet") => "sqft",
        ("sq" or "square", "m" or "meters" or "metres") => "m2",
        ("cu" or "cubic", "ft" or "feet") => "[cft_i]",
        ("cu" or "cubic", "m" or "meters" or "metres") => "m3",
        _ => null,
    };
}
