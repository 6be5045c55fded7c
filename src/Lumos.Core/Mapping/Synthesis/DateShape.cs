using System.Text;
using System.Text.RegularExpressions;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>The written dates of one shape: same words, same marks, digits in the same places.</summary>
internal sealed partial class DateShape
{
    private static readonly (string Label, int Year, int Month, int Day)[] Orders = [("YMD", 0, 1, 2), ("DMY", 2, 1, 0), ("MDY", 2, 0, 1), ("YDM", 0, 2, 1)];

    private const int EnoughToSeeAZero = 30;

    private readonly List<string> _tokens = [];
    private readonly List<int> _digits = [];
    private bool[] _narrow = [];
    private bool[] _zero = [];

    private DateShape(string key) => Key = key;

    /// <summary>What values of the shape have in common.</summary>
    public string Key { get; }

    /// <summary>How many values have it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a time of day is written.</summary>
    public bool HasTime => _tokens.Exists(static t => t.StartsWith('#'));

    /// <summary>Shapes of some values, most frequent first; null when one of the values holds words no format has.</summary>
    public static IReadOnlyList<DateShape>? Of(IReadOnlyList<string> values, DateLanguage language)
    {
        Dictionary<string, DateShape> shapes = new(StringComparer.Ordinal);
        var unread = 0;
        foreach (var value in values)
        {
            if (Tokens(value, language) is not { } tokens)
            {
                if (++unread * 50 > values.Count) return null;
                continue;
            }

            var key = string.Join('\u0001', tokens.Select(static t => t[0] == '9' ? t.Length - 1 <= 2 ? "d" : "n" + (t.Length - 1) : t[0] == '#' ? Narrow(t) : t));
            if (!shapes.TryGetValue(key, out var shape)) shapes[key] = shape = new DateShape(key);
            shape.Add(tokens);
            if (shapes.Count > 8) return null;
        }

        return [.. shapes.Values.OrderByDescending(static s => s.Count)];
    }

    /// <summary>Formats that may read it, by the order of year, month and day; <c>NAME</c> when a month's name leaves no doubt.</summary>
    public IEnumerable<(string Order, string Format)> Formats()
    {
        var named = _tokens.Exists(static t => t is "MON" or "MONTH");
        if (_digits.Count == 1 && !named && Length(0) is 8 or 6 && _digits.Count == 1)
        {
            string[] compact = Length(0) == 8 ? ["YYYYMMDD", "DDMMYYYY", "MMDDYYYY"] : ["YYMMDD", "DDMMYY", "MMDDYY"];
            yield return ("YMD", Write(_ => compact[0]));
            yield return ("DMY", Write(_ => compact[1]));
            yield return ("MDY", Write(_ => compact[2]));
            yield break;
        }

        if (named && _digits.Count == 2)
        {
            var year = Length(0) == 4 ? 0 : 1;
            if (Length(year) is 4 or 2 && Length(1 - year) <= 2) yield return ("NAME", Write(at => at == year ? Year(year) : Field(at, 'D')));
            yield break;
        }

        if (named || _digits.Count != 3) yield break;
        foreach (var (label, year, month, day) in Orders)
        {
            if (Length(month) > 2 || Length(day) > 2 || Length(year) is not (4 or 2)) continue;
            if (label == "YDM" && Length(year) == 2) continue;
            yield return (label, Write(at => at == year ? Year(year) : at == month ? Field(at, 'M') : Field(at, 'D')));
        }
    }

    // Two digits are a rule only when a zero was seen, or enough days to see one: else 5 would be refused because the sample had 10 to 31.
    private string Field(int at, char token)
    {
        var next = _digits[at] + 1;
        var parted = next == _tokens.Count || _tokens[next][0] == '=' && _tokens[next] != "=T";
        var named = _tokens.Exists(static t => t is "MON" or "MONTH");
        return parted && (named && !_zero[at] || _narrow[at] || !_zero[at] && Count < EnoughToSeeAZero) ? token.ToString() : new string(token, 2);
    }

    private string Year(int at) => Length(at) == 4 ? "YYYY" : "YY";

    private int Length(int digit) => _tokens[_digits[digit]].Length - 1;

    private void Add(List<string> tokens)
    {
        Count++;
        if (_tokens.Count == 0)
        {
            _tokens.AddRange(tokens);
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i][0] == '9') _digits.Add(i);
            }

            _narrow = new bool[_digits.Count];
            _zero = new bool[_digits.Count];
        }

        for (var d = 0; d < _digits.Count; d++)
        {
            _narrow[d] |= tokens[_digits[d]].Length == 2;
            _zero[d] |= tokens[_digits[d]][1] == '0';
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i][0] == '#' && tokens[i].Length < _tokens[i].Length) _tokens[i] = tokens[i];
        }
    }

    private string Write(Func<int, string> field)
    {
        var format = new StringBuilder();
        var digit = 0;
        foreach (var token in _tokens) format.Append(token[0] switch { '9' => field(digit++), '#' => token[1..], '=' => token[1..], _ => token });
        return format.ToString();
    }

    private static string Narrow(string time) => time.Replace("HH", "H", StringComparison.Ordinal).Replace("hh", "h", StringComparison.Ordinal);

    // "9..." digits, "#..." a time of day as a format, "=x" a mark, else a token of a name.
    private static List<string>? Tokens(string value, DateLanguage language)
    {
        if (value.Length is < 6 or > 60) return null;
        var time = Time().Match(value);
        List<string> tokens = [];
        for (var i = 0; i < value.Length;)
        {
            if (time.Success && i == time.Index)
            {
                tokens.Add("#" + FormatOf(time));
                i += time.Length;
                continue;
            }

            var end = i;
            if (char.IsAsciiDigit(value[i]))
            {
                while (end < value.Length && char.IsAsciiDigit(value[end]) && !(time.Success && end == time.Index)) end++;
                if (end - i == 14 && i == 0 && end == value.Length) return ["9" + value[..8], "#HHmmss"];
                tokens.Add("9" + value[i..end]);
            }
            else if (char.IsLetter(value[i]))
            {
                while (end < value.Length && (char.IsLetter(value[end]) || value[end] == '-' && language == DateLanguage.Portuguese && value.AsSpan(i).Contains("feira", StringComparison.OrdinalIgnoreCase))) end++;
                var word = value[i..end];
                if (DateWords.TokensOf(word).FirstOrDefault(t => t.Language == language).Token is { } token) tokens.Add(token);
                else if (word == "T" && tokens.Count > 0) tokens.Add("=T");
                else return null;
            }
            else
            {
                end = i + 1;
                if (!char.IsAscii(value[i]) || char.IsControl(value[i])) return null;
                tokens.Add("=" + value[i]);
            }

            i = end;
        }

        return tokens;
    }

    private static string FormatOf(Match time)
    {
        var half = time.Groups["half"].Value;
        var hour = time.Groups["hour"].Length == 2 ? "HH" : "H";
        if (half.Length > 0) hour = hour.ToLowerInvariant();
        var text = new StringBuilder(hour);
        if (time.Groups["minute"].Success) text.Append(time.Groups["mark"].Value).Append("mm");
        if (time.Groups["second"].Success) text.Append(time.Groups["mark"].Value).Append("ss");
        if (time.Groups["fraction"] is { Success: true } fraction) text.Append(time.Groups["point"].Value).Append(fraction.Length is 3 or 6 ? new string('S', fraction.Length) : "F");
        if (half.Length > 0) text.Append(time.Groups["blank"].Value).Append(half.Length == 4 ? "A.M." : "AM");
        if (time.Groups["offset"].Success) text.Append(time.Groups["gap"].Value).Append('Z');
        return text.ToString();
    }

    [GeneratedRegex(@"(?<![\d:])(?<hour>\d{1,2})(?:(?<mark>:)(?<minute>\d{2})(?:\k<mark>(?<second>\d{2})(?:(?<point>[.,])(?<fraction>\d{1,9}))?)?(?:(?<blank> ?)(?<half>[AaPp]\.[Mm]\.|[AaPp][Mm]\b))?(?:(?<gap> ?)(?<offset>Z|[+\-]\d{2}:?\d{2}|[+\-]\d{2}(?!\d)))?|(?<blank> ?)(?<half>[AaPp][Mm])\b)(?![\d:])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Time();
}
