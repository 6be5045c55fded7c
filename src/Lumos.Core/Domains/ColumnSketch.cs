using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>What a column's sample looks like as a whole: its numbers, its texts, how it repeats and how it grows. Never holds a value of its own.</summary>
internal sealed class ColumnSketch
{
    /// <summary>Values looked at.</summary>
    public int Count { get; private init; }

    /// <summary>Different values among them.</summary>
    public int Distinct { get; private init; }

    /// <summary>Share of values that are plain numbers.</summary>
    public double Numeric { get; private init; }

    /// <summary>Whether all numbers are whole.</summary>
    public bool Whole { get; private init; }

    /// <summary>Most digits behind the decimal mark.</summary>
    public int Decimals { get; private init; }

    /// <summary>Smallest number.</summary>
    public double Least { get; private init; }

    /// <summary>Largest number.</summary>
    public double Most { get; private init; }

    /// <summary>Number in the middle.</summary>
    public double Median { get; private init; }

    /// <summary>Arithmetic mean.</summary>
    public double Mean { get; private init; }

    /// <summary>Whether numbers never fall from one row to the next.</summary>
    public bool Rising { get; private init; }

    /// <summary>Share of values with a leading zero before another digit.</summary>
    public double LeadingZero { get; private init; }

    /// <summary>Shortest and longest value.</summary>
    public (int Shortest, int Longest) Length { get; private init; }

    /// <summary>Mean length.</summary>
    public double MeanLength { get; private init; }

    /// <summary>Mean number of words.</summary>
    public double Words { get; private init; }

    /// <summary>Share of values with a digit.</summary>
    public double WithDigit { get; private init; }

    /// <summary>Share of values with a letter.</summary>
    public double WithLetter { get; private init; }

    /// <summary>Share of values that contain a blank.</summary>
    public double WithBlank { get; private init; }

    /// <summary>Share of values that have letters and no lower-case one.</summary>
    public double Upper { get; private init; }

    /// <summary>Share of values that start with a lower-case letter.</summary>
    public double LowerStart { get; private init; }

    /// <summary>Share of values that start with a digit.</summary>
    public double DigitStart { get; private init; }

    /// <summary>Share of values that end as sentences do, or hold several.</summary>
    public double Sentences { get; private init; }

    /// <summary>Share of values with a mark that separates entries of a list.</summary>
    public double Listed { get; private init; }

    /// <summary>Whether a number is written with anything but digits, a sign and one point: 1,234.50, 12,5, 1.3e7.</summary>
    public bool Grouped { get; private init; }

    /// <summary>Different values over values.</summary>
    public double Distinctness => Count == 0 ? 0 : (double)Distinct / Count;

    /// <summary>Whether every value occurs once.</summary>
    public bool Unique => Count >= 4 && Distinct == Count;

    /// <summary>Measures a sample: the values in row order and how often each occurs.</summary>
    public static ColumnSketch Of(IReadOnlyList<string> inOrder, int distinct)
    {
        List<double> numbers = new(inOrder.Count);
        int decimals = 0, zero = 0, shortest = int.MaxValue, longest = 0, digit = 0, letter = 0, blank = 0, upper = 0, listed = 0, lower = 0, start = 0, sentences = 0;
        long length = 0, words = 0;
        bool whole = true, rising = true, grouped = false;
        foreach (var value in inOrder)
        {
            length += value.Length;
            shortest = Math.Min(shortest, value.Length);
            longest = Math.Max(longest, value.Length);
            bool hasDigit = false, hasLetter = false, hasLower = false, hasUpper = false, hasBlank = false;
            var inWord = false;
            foreach (var c in value)
            {
                if (char.IsAsciiDigit(c)) hasDigit = true;
                else if (char.IsLetter(c)) (hasLetter, hasLower, hasUpper) = (true, hasLower || char.IsLower(c), hasUpper || char.IsUpper(c));
                if (c == ' ') (hasBlank, inWord) = (true, false);
                else if (!inWord) (inWord, words) = (true, words + 1);
            }

            digit += hasDigit ? 1 : 0;
            letter += hasLetter ? 1 : 0;
            blank += hasBlank ? 1 : 0;
            upper += hasUpper && !hasLower ? 1 : 0;
            lower += char.IsLower(value[0]) ? 1 : 0;
            start += char.IsAsciiDigit(value[0]) ? 1 : 0;
            sentences += value[^1] is '.' or '!' or '?' || value.Contains(". ", StringComparison.Ordinal) ? 1 : 0;
            listed += value.AsSpan().IndexOfAny(';', '|') >= 0 || value.AsSpan().Count(',') >= 2 ? 1 : 0;
            if (value.Length > 1 && value[0] == '0' && char.IsAsciiDigit(value[1])) zero++;
            if (hasLetter && !IsExponent(value) || !CodeShapes.TryNumber(value, out var number)) continue;
            var mark = value.AsSpan().LastIndexOfAny('.', ',');
            if (mark >= 0) decimals = Math.Max(decimals, value.Length - mark - 1);
            grouped |= value.AsSpan().IndexOfAnyExcept("+-.0123456789") >= 0;
            whole &= number == Math.Floor(number);
            rising &= numbers.Count == 0 || number >= numbers[^1];
            numbers.Add(number);
        }

        var mean = numbers.Count == 0 ? 0 : numbers.Average();
        numbers.Sort();
        var n = Math.Max(1, inOrder.Count);
        return new ColumnSketch
        {
            Count = inOrder.Count, Distinct = distinct, Numeric = (double)numbers.Count / n, Whole = whole, Decimals = decimals,
            Least = numbers.Count == 0 ? 0 : numbers[0], Most = numbers.Count == 0 ? 0 : numbers[^1], Median = numbers.Count == 0 ? 0 : numbers[numbers.Count / 2], Mean = mean,
            Rising = rising && numbers.Count >= 3, LeadingZero = (double)zero / n, Length = (shortest == int.MaxValue ? 0 : shortest, longest), MeanLength = (double)length / n, Words = (double)words / n,
            WithDigit = (double)digit / n, WithLetter = (double)letter / n, WithBlank = (double)blank / n, Upper = (double)upper / n, Listed = (double)listed / n, LowerStart = (double)lower / n, DigitStart = (double)start / n, Sentences = (double)sentences / n, Grouped = grouped,
        };
    }

    private static bool IsExponent(string value) => char.IsAsciiDigit(value[0]) && value.AsSpan().IndexOfAny('e', 'E') > 0;
}
