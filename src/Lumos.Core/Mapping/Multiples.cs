using System.Collections.Frozen;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>Numbers counted in thousands, millions and the like, as the end of a column's name says: <c>Revenue (in thousands)</c>, <c>Umsatz TEUR</c>, <c>assets_usd_mn</c> (multiples.txt).</summary>
internal static class Multiples
{
    private const int MostTokens = 5;
    private static readonly FrozenDictionary<string, Spelling> Spellings = Read();
    private static readonly FrozenSet<string> Connectives = FrozenSet.Create(StringComparer.Ordinal, "in", "of", "de", "en", "des", "di", "em", "i", "w", "v", "van", "von", "d");
    private static readonly FrozenSet<string> CurrencyWords = FrozenSet.Create(StringComparer.Ordinal,
        "euro", "euros", "dollar", "dollars", "pounds", "francs", "franken", "kronor", "kroner", "kr", "zl", "zlotych", "kc", "forint", "lei", "rs", "rupees", "reais", "yen", "rubli", "руб", "us", "usd", "tl");

    // Those that are glued to a letter (TEUR, MCHF); rarer ones would be found inside of words.
    private static readonly string[] Glued = ["us$", "eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "czk", "pln", "huf", "jpy", "cny", "inr", "brl", "cad", "zar", "€", "$", "£", "¥", "₹", "kr", "zl", "kc"];

    /// <summary>What a spelling says.</summary>
    /// <param name="Factor">How many one is.</param>
    /// <param name="OfMoney">Whether it says so only beside a currency.</param>
    /// <param name="Doubtful">Whether it is another multiple elsewhere.</param>
    private sealed record Spelling(long Factor, bool OfMoney, bool Doubtful);

    /// <summary>The name without the multiple it ends in; the name itself when there is none.</summary>
    public static string WithoutWord(string name) => EndOf(name) is var (start, _) ? name[..start] : name;

    /// <summary>What a number of a column counts, such as 1000; 1 when its name does not say.</summary>
    public static long InName(string name) => EndOf(name)?.Said.Factor ?? 1;

    /// <summary>From one multiple to the other; null when both count in the same.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        var (from, to) = (EndOf(source.Name)?.Said, EndOf(target.Column.Name)?.Said ?? Described(target));
        var (a, b) = (from?.Factor ?? 1, to?.Factor ?? 1);
        if (a == b || NumberConversions.AsNumber(source) is not { } number) return null;
        if (target.Column.Samples is { Count: > 0 } samples && !Agrees(source.Sample, samples, (double)a / b)) return null;
        var type = target.Column.Type;
        var digits = Math.Max(a / b, b / a).ToString(CultureInfo.InvariantCulture);

        // As narrow as it is: with an int64 the product would be too wide.
        var factor = Pipe.Text(digits).TypeCast(ColumnType.Decimal(digits.Length, 0));
        var doubtful = from?.Doubtful == true || to?.Doubtful == true;
        var value = number.SafeMath(a > b ? MathFunction.Mul : MathFunction.Div, factor, type, onZero: a > b ? null : ZeroRule.Error, wide: WideDecimals.Any(type));
        return new Conversion(value, "unit", 0.95, string.Create(CultureInfo.InvariantCulture, $"One of the source is {a}, one of the target {b}.{(doubtful ? " Confirm it." : "")}")) { Doubtful = doubtful };
    }

    // Samples of the target show what its name may leave out.
    private static bool Agrees(IReadOnlyList<string> values, IReadOnlyList<string> samples, double factor)
    {
        const int least = 3;
        var (have, want) = (Middle(values), Middle(samples));
        return samples.Count < least || have <= 0 || want <= 0 || Math.Abs(Math.Log(have * factor / want)) < Math.Abs(Math.Log(have / want));
    }

    private static double Middle(IReadOnlyList<string> values)
    {
        var numbers = values.Select(static v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Math.Abs(number) : 0).Where(static n => n > 0).Order().ToList();
        return numbers.Count == 0 ? 0 : numbers[numbers.Count / 2];
    }

    // "in thousands", "in millions of dollars".
    private static Spelling? Described(TargetColumnProfile target)
    {
        if (target.Column.Description is not { } text) return null;
        var words = text.ToLowerInvariant().Split([' ', ',', '.', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
        {
            if (words[i - 1] == "in" && words[i].Length > 3 && Spellings.TryGetValue(words[i], out var said) && said is { OfMoney: false }) return said;
        }

        return null;
    }

    /// <summary>Where the words begin that say the multiple, and what they say; null for none.</summary>
    private static (int Start, Spelling Said)? EndOf(string name)
    {
        var open = name.Length > 2 && name[^1] is ')' or ']' or '）' ? name.LastIndexOfAny(['(', '[', '（']) : -1;
        Spelling? said = null;
        var (money, start, tokens, before) = (false, name.Length, 0, "");
        foreach (var (at, token) in FromTheEnd(name))
        {
            if (open >= 0 && at < open || tokens++ == MostTokens) break;
            if (token is "per" or "pro" or "par" or "por" or "je") return null;
            if (Connectives.Contains(token)) before = token;
            else if (IsCurrency(token)) (money, before) = (true, "");
            else if (said is null && Whole(token) is { } whole) (said, money, before) = (whole, money || whole.OfMoney && !Spellings.ContainsKey(token), "");
            else if (open >= 0) return null;
            else break;
            start = at;
        }

        if (open > 0) start = open;
        if (said is null || start == 0 || said.OfMoney && !money) return null;

        // A bare number is a multiple in brackets, beside a currency or after "in": there are names such as "top 1000".
        var isNumber = said.Factor >= 1000 && char.IsAsciiDigit(name.TrimEnd(')', ']', 's')[^1]);
        return isNumber && open < 0 && !money && before != "in" ? null : (start, said);
    }

    private static bool IsCurrency(string token) => CurrencyWords.Contains(token) || token is "€" or "$" or "£" or "¥" or "₹" or "us$" or "r$" || token.Length == 3 && SmallLists.Contains("currency_code", token.ToUpperInvariant());

    private static Spelling? Whole(string token)
    {
        if (Spellings.TryGetValue(token, out var said)) return said;
        foreach (var currency in Glued)
        {
            var rest = token.EndsWith(currency, StringComparison.Ordinal) ? token[..^currency.Length] : token.StartsWith(currency, StringComparison.Ordinal) ? token[currency.Length..] : null;
            if (rest is { Length: > 0 } && Spellings.TryGetValue(rest, out said)) return said with { OfMoney = true, Doubtful = said.Doubtful && !IsEuropean(rest, currency) };
        }

        return null;
    }

    // T€ and TEUR are thousands, and M€ millions, wherever they are written.
    private static bool IsEuropean(string letter, string currency) => currency is "eur" or "€" or "chf" or "kr" or "sek" or "nok" or "dkk" || letter == "m" && currency is "$" or "us$" or "usd" or "gbp" or "£";

    private static IEnumerable<(int At, string Token)> FromTheEnd(string name)
    {
        var end = name.Length;
        while (end > 0)
        {
            while (end > 0 && IsGap(name[end - 1])) end--;
            var start = end;
            while (start > 0 && !IsGap(name[start - 1]) && !(start < end && char.IsLower(name[start - 1]) && char.IsUpper(name[start]))) start--;
            if (start < end) yield return (start, TextFolding.Fold(name[start..end]));
            end = start;
        }
    }

    private static bool IsGap(char c) => c is ' ' or '_' or '-' or ',' or '.' or '/' or ':' or '(' or ')' or '[' or ']' or '（' or '）' or '\'' or '’' or '\u00A0';

    private static FrozenDictionary<string, Spelling> Read()
    {
        var spellings = new Dictionary<string, Spelling>(StringComparer.Ordinal);
        foreach (var line in WordLists.ReadLines("multiples.txt"))
        {
            var colon = line.IndexOf(" : ", StringComparison.Ordinal);
            var factor = long.Parse(line[..colon], CultureInfo.InvariantCulture);
            foreach (var written in line[(colon + 3)..].Split(", ")) spellings.Add(TextFolding.Fold(written.TrimStart('*', '?')), new Spelling(factor, written[0] == '*', written.Contains('?', StringComparison.Ordinal)));
        }

        return spellings.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
