using System.Globalization;
using System.Numerics;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Units;

/// <summary>Prefixes and unit atoms of UCUM, from <c>Tables/ucum-units.tsv</c>, which names its source.</summary>
internal static class UcumTable
{
    private const string Resource = "Lumos.Dsl.Tables.ucum-units.tsv";

    // UCUM counts bits as plain numbers. Here they are a quantity of their own, so that bytes do not convert into percent.
    private const string Bit = "bit";

    private static readonly Dictionary<string, int> Powers = new(StringComparer.Ordinal)
    {
        ["Q"] = 30, ["R"] = 27, ["Y"] = 24, ["Z"] = 21, ["E"] = 18, ["P"] = 15, ["T"] = 12, ["G"] = 9, ["M"] = 6, ["k"] = 3, ["h"] = 2, ["da"] = 1,
        ["d"] = -1, ["c"] = -2, ["m"] = -3, ["u"] = -6, ["n"] = -9, ["p"] = -12, ["f"] = -15, ["a"] = -18, ["z"] = -21, ["y"] = -24, ["r"] = -27, ["q"] = -30,
    };

    private static readonly Dictionary<string, int> BinaryPowers = new(StringComparer.Ordinal) { ["Ki"] = 10, ["Mi"] = 20, ["Gi"] = 30, ["Ti"] = 40, ["Pi"] = 50, ["Ei"] = 60 };

    // Where the scale begins, in its own unit above absolute zero.
    private static readonly Dictionary<string, Rational> Zeros = new(StringComparer.Ordinal)
    {
        ["Cel"] = new(27_315, 100), ["[degF]"] = new(45_967, 100), ["[degRe]"] = new(21_852, 100),
    };

    private static readonly Lazy<Dictionary<string, UcumAtom>> Lines = new(Load);

    /// <summary>Codes of every atom, in the order of the table.</summary>
    public static IEnumerable<string> Codes => Lines.Value.Keys;

    /// <summary>An atom with or without a prefix, or null.</summary>
    public static UcumValue? Find(string symbol)
    {
        if (Lines.Value.TryGetValue(symbol, out var atom)) return atom.Value.Value;
        for (var length = 1; length <= 2 && length < symbol.Length; length++)
        {
            if (Prefix(symbol.Substring(0, length)) is not { } factor || !Lines.Value.TryGetValue(symbol.Substring(length), out var metric) || !metric.IsMetric) continue;
            var value = metric.Value.Value;
            return value with { Factor = value.Factor * factor, Zero = value.Zero is { } zero ? zero / factor : null };
        }

        return null;
    }

    private static Rational? Prefix(string code) =>
        Powers.TryGetValue(code, out var power) ? Power(10, power) : BinaryPowers.TryGetValue(code, out power) ? Power(2, power) : null;

    private static Rational Power(int number, int power) =>
        power >= 0 ? new(BigInteger.Pow(number, power), 1) : new(1, BigInteger.Pow(number, -power));

    private static Dictionary<string, UcumAtom> Load()
    {
        using var stream = typeof(UcumTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The table of units is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var atoms = new Dictionary<string, UcumAtom>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split('\t');
            atoms.Add(fields[0], new UcumAtom(fields[1] == "metric", new Lazy<UcumValue>(() => ValueOf(fields))));
        }

        return atoms;
    }

    private static UcumValue ValueOf(string[] fields)
    {
        var code = fields[0];
        if (fields[2] is "base" or "arbitrary" || code == Bit) return new(new Rational(1, 1), UnitMeasure.Of(code));
        var unit = UcumParser.Parse(fields[4], out var problem) ?? throw new InvalidOperationException($"Unit '{code}' of the table: {problem}");
        var value = unit with { Factor = unit.Factor * Number(fields[3]) };
        return fields[2] switch
        {
            "affine" => value with { Zero = Zeros[code] },
            "nonlinear" => value with { IsLinear = false },
            _ => value,
        };
    }

    // 254e-2, 6.02214076, 3.1415...
    private static Rational Number(string text)
    {
        var mark = text.IndexOf('e');
        var power = mark < 0 ? 0 : int.Parse(text.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = mark < 0 ? text : text.Substring(0, mark);
        var point = digits.IndexOf('.');
        if (point >= 0)
        {
            power -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        return new Rational(BigInteger.Parse(digits, CultureInfo.InvariantCulture), 1) * Power(10, power);
    }

    private sealed record UcumAtom(bool IsMetric, Lazy<UcumValue> Value);
}
