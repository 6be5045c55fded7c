using System.Text.RegularExpressions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Every part of a text the language can cut out: pieces between separators, runs of a class, places counted from either end.</summary>
/// <remarks>The patterns are deterministic, so that the language takes them. Only parts that differ on the working set are told apart.</remarks>
internal sealed class TextParts
{
    private const int MostPieces = 12;
    private const int MostRuns = 5;
    private const int MostPlace = 24;
    private const int MostLength = 16;
    private const int MostWidth = 64;

    private readonly string?[] _values;
    private readonly Func<Pipe> _start;
    private readonly int _cost;
    private readonly Action<string?[], int, Func<Pipe>> _found;

    private TextParts(string?[] values, int cost, Func<Pipe> start, Action<string?[], int, Func<Pipe>> found) => (_values, _cost, _start, _found) = (values, cost, start, found);

    /// <summary>Tells every part.</summary>
    public static void Find(string?[] values, int cost, Func<Pipe> start, Action<string?[], int, Func<Pipe>> found)
    {
        if (!Array.Exists(values, static v => v?.Length > 1)) return;
        var parts = new TextParts(values, cost, start, found);
        parts.Trimmed();
        var separators = parts.Separators();
        foreach (var separator in separators) parts.Between(separator);
        parts.Enclosed(separators);
        parts.Runs(separators);
        parts.Places();
    }

    private IReadOnlyList<string> Separators()
    {
        List<string> found = [];
        HashSet<char> seen = [];
        foreach (var value in _values)
        {
            foreach (var c in value ?? "")
            {
                if (!char.IsLetterOrDigit(c) && seen.Count < MostPieces && seen.Add(c)) found.Add(c.ToString());
            }
        }

        // Two or three marks that always stand together, as in ", " and " - ".
        foreach (var value in _values)
        {
            if (value is null) continue;
            for (var i = 0; i < value.Length; i++)
            {
                var end = i;
                while (end < value.Length && !char.IsLetterOrDigit(value[end])) end++;
                if (end - i is 2 or 3 or 4 && !found.Contains(value[i..end]) && found.Count < 2 * MostPieces) found.Add(value[i..end]);
                i = Math.Max(i, end);
            }
        }

        return found;
    }

    private void Trimmed()
    {
        HashSet<char> ends = [];
        foreach (var value in _values)
        {
            if (value is not { Length: > 1 }) continue;
            foreach (var c in (ReadOnlySpan<char>)[value[0], value[^1]])
            {
                if (c == '0' || !char.IsLetterOrDigit(c)) ends.Add(c);
            }
        }

        foreach (var c in ends)
        {
            var set = TrimSet.Of(c.ToString());
            Tell(v => v.Trim(c), 10, () => _start().Trim(TrimSide.Both, set));
            Tell(v => v.TrimStart(c), 11, () => _start().Trim(TrimSide.Left, set));
            Tell(v => v.TrimEnd(c), 11, () => _start().Trim(TrimSide.Right, set));
        }

        var marks = new string([.. ends.Where(static c => c != '0').Order()]);
        if (marks.Length < 2) return;
        Tell(v => v.Trim(marks.ToCharArray()), 13, () => _start().Trim(TrimSide.Both, TrimSet.Of(marks)));
        if (marks.Contains(' ', StringComparison.Ordinal)) Tell(v => v.Trim(), 10, () => _start().Trim());
    }

    private void Between(string separator)
    {
        var pieces = _values.Select(v => v?.Split(separator)).ToArray();
        var most = Math.Min(MostPieces, pieces.Max(static p => p?.Length ?? 0));
        if (most < 2) return;
        var literal = Literal(separator);
        for (var k = 1; k <= most; k++)
        {
            var index = k;
            Tell(pieces, p => p.Length >= index ? p[index - 1] : null, 10 + 2 * (index - 1), () => _start().SplitAt(separator, index));
        }

        if (separator.Length > 1) return;
        var not = $"[^{InClass(separator)}]";
        Tell(pieces, static p => p[^1], separator == " " ? 11 : 13, () => _start().RegexExtract($"{not}*$"));
        Tell(pieces, static p => p.Length > 1 ? p[^2] : null, 14, () => _start().RegexExtract($"({not}*){literal}{not}*$", 1));
        Tell(pieces, static p => p.Length > 2 ? p[^3] : null, 17, () => _start().RegexExtract($"({not}*){literal}{not}*{literal}{not}*$", 1));
        Tell(pieces, p => p.Length > 1 ? separator + p[^1] : null, 16, () => _start().RegexExtract($"{literal}{not}*$"));
        if (Array.TrueForAll(_values, static v => v?.Contains('\n', StringComparison.Ordinal) != true))
        {
            for (var k = 1; k < Math.Min(4, most); k++)
            {
                var skip = k;
                var head = string.Concat(Enumerable.Repeat($"{not}*{literal}", skip));
                Tell(pieces, p => p.Length > skip ? string.Join(separator, p.Skip(skip)) : null, 14 + skip, () => _start().RegexExtract($"^{head}(.*)$", 1));
                if (separator == " ") Tell(pieces, p => p.Length > skip ? string.Join(separator, p.Skip(skip)).TrimStart(' ') : null, 16 + skip, () => _start().RegexExtract($"^{head}(.*)$", 1).Trim(TrimSide.Left));
                Tell(pieces, p => p.Length > skip ? separator + string.Join(separator, p.Skip(skip)) : null, 17 + skip, () => _start().RegexExtract($"^{head[..^literal.Length]}({literal}.*)$", 1));
            }
        }

        for (var k = 2; k < Math.Min(5, most); k++)
        {
            var keep = k;
            Tell(pieces, p => p.Length >= keep ? string.Join(separator, p.Take(keep)) : null, 14 + keep, () => _start().RegexExtract("^" + string.Concat(Enumerable.Repeat($"{not}*{literal}", keep - 1)) + not + "*"));
            Tell(pieces, p => p.Length >= keep ? string.Join(separator, p[^keep..]) : null, 15 + keep, () => _start().RegexExtract(string.Join(literal, Enumerable.Repeat(not + "*", keep)) + "$"));
        }

        // All but what is behind the last one: read from the end, there is one reading.
        if (pieces.Any(p => p?.Length > 2) && pieces.DistinctBy(static p => p?.Length).Count() > 1 && Array.TrueForAll(_values, static v => v?.Contains('\n', StringComparison.Ordinal) != true))
        {
            Tell(pieces, p => p.Length > 1 ? string.Join(separator, p[..^1]) : null, 15, () => _start().RegexExtract($"^(.*){literal}{not}*$", 1, fromEnd: true));
        }

        Tell(pieces, p => p.Length > 1 ? p[0] + separator : null, 15, () => _start().RegexExtract($"^{not}*{literal}"));
    }

    private void Enclosed(IReadOnlyList<string> separators)
    {
        var single = separators.Where(static s => s.Length == 1).Take(8).ToList();
        foreach (var left in single)
        {
            foreach (var right in single)
            {
                if (left == right || left == " " && right == "-") continue;
                Match($"{Literal(left)}([^{InClass(left)}{InClass(right)}]*){Literal(right)}", 1, 15);
                Match($"{Literal(left)}([^{InClass(left)}{InClass(right)}]*)", 1, 17);
                if ("([{<\"'".Contains(left, StringComparison.Ordinal)) Match($"{Literal(left)}[^{InClass(right)}]*{Literal(right)}", 0, 15);
                if (left != right) Match($"{Literal(left)}([^{InClass(right)}]*){Literal(right)}", 1, 16);
            }
        }
    }

    private void Runs(IReadOnlyList<string> separators)
    {
        var ascii = Array.TrueForAll(_values, static v => v is null || v.All(char.IsAscii));
        string[] classes = [@"\d", ascii ? "[A-Za-z]" : @"[^\s\d!-\/:-@\[-`{-~]", "[A-Z]", "[a-z]", ascii ? "[0-9A-Za-z]" : @"[^\s!-\/:-@\[-`{-~]", "[0-9A-Z]", @"\S", @"\w"];
        string[] outside = [@"[^\d]", ascii ? "[^A-Za-z]" : @"[\s\d!-\/:-@\[-`{-~]", "[^A-Z]", "[^a-z]", ascii ? "[^0-9A-Za-z]" : @"[\s!-\/:-@\[-`{-~]", "[^0-9A-Z]", @"\s", "[^0-9A-Za-z_]"];
        for (var c = 0; c < classes.Length; c++)
        {
            var (one, other) = (classes[c], outside[c]);
            Match($"{one}+", 0, 11);
            for (var k = 2; k <= MostRuns; k++) Match($"^{other}*(?:{one}+{other}+){{{k - 1}}}({one}+)", 1, 11 + 2 * k);
            Match($"({one}+){other}*$", 1, 13);
            Match($"({one}+){other}+{one}+{other}*$", 1, 16);
            if (one == @"\S") continue;
            foreach (var mark in separators.Where(static s => s.Length == 1).Take(8))
            {
                Match($"{Literal(mark)}({one}+)", 1, 14);
                Match($"({one}+){Literal(mark)}", 1, 14);
                if (mark != " ") Match($"{Literal(mark)}\\s*({one}+)", 1, 16);
            }

            Match($"^{one}+", 0, 12);
            Match($"{one}+$", 0, 12);
        }

        Match(@"\d+(?:\.\d+)?", 0, 13);
        Match(@"[\-+]?\d+(?:\.\d+)?", 0, 14);
        Match(@"\d[\d.,]*", 0, 14);
        Match(@"\d+(?:\.\d+)+", 0, 14);
        Match(@"\d[\d.\-]*", 0, 15);
        Match(@"[^\d\s][^\d]*", 0, 16);
        Match(@"\d.*", 0, 16);
        Match("^[^\\d]*", 0, 13);
        for (var n = 2; n <= 6; n++)
        {
            Match($@"\d{{{n}}}", 0, 14);
            Match($@"[A-Z]{{{n}}}", 0, 15);
        }
    }

    private void Places()
    {
        var lengths = _values.Select(static v => v?.Length ?? int.MaxValue).ToArray();
        var least = lengths.Min();
        var fixedWidth = lengths.All(l => l == lengths[0]);
        var extra = fixedWidth ? 0 : 5;
        for (var n = 1; n <= Math.Min(least, MostLength); n++)
        {
            var length = n;
            Tell(v => v[..length], 12 + extra, () => _start().RegexExtract($"^.{{{length}}}"));
            Tell(v => v[^length..], 12 + extra, () => _start().RegexExtract($".{{{length}}}$"));
        }

        // Cut to a width, which shorter ones do not have.
        if (!fixedWidth && Array.TrueForAll(_values, static v => v?.Contains('\n', StringComparison.Ordinal) != true))
        {
            for (var n = Math.Max(2, least + 1); n <= MostWidth; n++)
            {
                var width = n;
                if (!Array.Exists(_values, v => v?.Length > width)) break;
                Tell(v => v.Length <= width ? v : v[..width], 16, () => _start().RegexExtract($"^.{{1,{width}}}"));
            }
        }

        for (var i = 1; i <= Math.Min(least - 1, MostPlace); i++)
        {
            var skip = i;
            if (i <= 8) Tell(v => v[skip..], 14 + extra, () => _start().RegexExtract($"^.{{{skip}}}(.*)$", 1));
            for (var n = 1; n <= Math.Min(least - i, MostLength); n++)
            {
                var length = n;
                Tell(v => v.Substring(skip, length), 16 + extra, () => _start().RegexExtract($"^.{{{skip}}}(.{{{length}}})", 1));
                if (!fixedWidth && i <= 6) Tell(v => v.Substring(v.Length - skip - length, length), 17 + extra, () => _start().RegexExtract($"(.{{{length}}}).{{{skip}}}$", 1));
            }
        }
    }

    private void Match(string pattern, int group, int cost)
    {
        var regex = PatternCache.Get(pattern);
        Tell(v => regex.Match(v) is { Success: true } match ? match.Groups[group].Value : null, cost, () => _start().RegexExtract(pattern, group));
    }

    private void Tell(Func<string, string?> part, int cost, Func<Pipe> build) => Tell(_values, part, cost, build);

    private void Tell<T>(T?[] from, Func<T, string?> part, int cost, Func<Pipe> build) where T : class
    {
        var values = new string?[from.Length];
        var any = false;
        for (var i = 0; i < from.Length; i++)
        {
            values[i] = from[i] is { } one ? part(one) : null;
            any |= values[i]?.Length > 0;
        }

        if (any) _found(values, _cost + cost, build);
    }

    /// <summary>A text as a pattern that matches it.</summary>
    public static string Literal(string text) => string.Concat(text.Select(static c => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        ' ' => " ",
        _ => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != '_' ? "\\" + c : c.ToString(),
    }));

    private static string InClass(string text) => Literal(text);
}
