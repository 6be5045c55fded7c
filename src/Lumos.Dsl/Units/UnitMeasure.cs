namespace Lumos.Dsl.Units;

/// <summary>What a unit measures, as powers of base units: <c>g.m.s-2</c> for a force. Only units that measure the same convert into each other.</summary>
internal readonly record struct UnitMeasure
{
    private readonly string? _text;

    private UnitMeasure(string text) => _text = text;

    /// <summary>A plain number.</summary>
    public static UnitMeasure None => new("");

    /// <summary>The canonical form: base units in code point order, exponents other than 1 behind them, dots between.</summary>
    public string Text => _text ?? "";

    /// <summary>One base unit.</summary>
    public static UnitMeasure Of(string code) => new(code + "^1");

    public static UnitMeasure operator *(UnitMeasure a, UnitMeasure b)
    {
        if (a.Text.Length == 0) return b;
        if (b.Text.Length == 0) return a;
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Add(powers, a.Text);
        Add(powers, b.Text);
        return Print(powers);
    }

    /// <summary>To a power.</summary>
    public UnitMeasure Power(int exponent)
    {
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Add(powers, Text);
        foreach (var code in powers.Keys.ToArray()) powers[code] *= exponent;
        return Print(powers);
    }

    /// <inheritdoc/>
    public override string ToString() => Text.Length == 0 ? "1" : (Text + " ").Replace("^1 ", " ").Replace("^", "").TrimEnd().Replace(" ", ".");

    private static void Add(SortedDictionary<string, int> powers, string text)
    {
        if (text.Length == 0) return;
        foreach (var part in text.Split(' '))
        {
            var mark = part.LastIndexOf('^');
            var code = part.Substring(0, mark);
            powers.TryGetValue(code, out var power);
            powers[code] = power + int.Parse(part.Substring(mark + 1), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static UnitMeasure Print(SortedDictionary<string, int> powers) =>
        new(string.Join(" ", powers.Where(pair => pair.Value != 0).Select(pair => FormattableString.Invariant($"{pair.Key}^{pair.Value}"))));
}
