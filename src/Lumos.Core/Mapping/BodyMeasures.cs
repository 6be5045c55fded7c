using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;

namespace Lumos.Core.Mapping;

/// <summary>Heights and weights of people whose source names no unit, and whose values nobody has in the target's: centimetres for metres, grams for kilograms. A person confirms each.</summary>
internal static class BodyMeasures
{
    private const int LeastValues = 8;

    // What the middle one of several people measures, from the smallest child to the largest adult.
    private static readonly (string Label, string Unit, double Least, double Most)[] Middle =
    [
        ("person.height", "m", 0.4, 2.3), ("person.height", "cm", 40, 230), ("person.height", "mm", 400, 2300),
        ("person.weight", "kg", 1, 200), ("person.weight", "g", 1000, 200_000),
    ];

    /// <summary>The conversion the values ask for; null when they fit as they are or too little is known.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        if (target.Column.Samples is { Count: > 0 } || target.Unit is not { } to || UnitNames.Of(source.Column.Unit) is not null || UnitNames.InName(source.Name) is not null) return null;
        if (Middle.FirstOrDefault(m => m.Unit == to && IsOf(m.Label, source, target)) is not { Label: { } label } wanted || source.Sample.Count < LeastValues) return null;
        if (source.Values.Numbers is not { } numbers || NumberConversions.AsNumber(source) is not { } number || Fits(wanted, numbers.Middle)) return null;
        return Middle.Where(m => m.Label == label && m.Unit != to && Fits(m, numbers.Middle)).Select(static m => m.Unit).FirstOrDefault() is not { } from ? null
            : new Conversion(number.UnitConvert(from, to, target.Column.Type, wide: WideDecimals.Any(target.Column.Type)), "unit", 0.85, $"Nobody measures that in {to}: the values are in {from}. Confirm it.") { Doubtful = true };

        static bool Fits((string Label, string Unit, double Least, double Most) measure, double middle) => middle >= measure.Least && middle <= measure.Most;
    }

    private static bool IsOf(string label, SourceColumn source, TargetColumnProfile target) => source.Is(label) && target.Means(label) >= 0.3;
}
