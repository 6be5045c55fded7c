using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Numbers;

/// <summary>Numbers written by random formats must come back as the numbers they were; damaged ones are read as the interpreter reads them.</summary>
internal static class NumberFormatAgreement
{
    private const int Texts = 120;

    /// <summary>Holds a backend to both, with the same formats and texts each time.</summary>
    public static void Check(IVectorBackend backend, int formats = 60)
    {
        var random = new Random(20_261_126);
        var failed = 0;
        for (var i = 0; i < formats; i++)
        {
            var format = RandomFormat(random);
            Written(backend, random, format);
            failed += Damaged(backend, random, format);
        }

        Assert.InRange(failed, formats * Texts / 4, formats * Texts * 9 / 10);
    }

    private static void Written(IVectorBackend backend, Random random, NumberFormat format)
    {
        var written = Enumerable.Range(0, Texts).Select(_ => Write(random, format)).ToArray();
        var vector = Compile(format, ColumnType.Decimal(18, 6));
        var actual = backend.Evaluate(vector, [.. written.Select(item => (ValueList<string?>)[item.Text])], default);
        for (var r = 0; r < written.Length; r++) Assert.True(actual[r] == new VectorOutcome(written[r].Value), $"{backend.Name}: {vector.Expression.Expression} of '{written[r].Text}': {actual[r]}, not {written[r].Value}");
    }

    private static int Damaged(IVectorBackend backend, Random random, NumberFormat format)
    {
        var to = random.Next(2) == 0 ? ColumnType.Int64 : ColumnType.Decimal(random.Next(6, 19), 4);
        var vector = Compile(format, to, (Rounding)random.Next(2));
        var rows = Enumerable.Range(0, Texts).Select(_ => (ValueList<string?>)[Damage(random, Write(random, format).Text, format)]).ToArray();
        var expected = new InterpreterBackend().Evaluate(vector, rows, default);
        var actual = backend.Evaluate(vector, rows, default);
        for (var r = 0; r < rows.Length; r++) Assert.True(expected[r] == actual[r], $"{vector.Expression.Expression} of '{rows[r][0]}': interpreter {expected[r]}, {backend.Name} {actual[r]}");
        return expected.Count(outcome => outcome.Error is not null);
    }

    private static CompiledVector Compile(NumberFormat format, ColumnType to, Rounding rounding = Rounding.Exact)
    {
        var source = new ColumnSchema([new("c1", ColumnType.Text)]);
        var plan = PlanChecker.Check(new TransformPlan([new("x", null, new TypeCast(new ColumnReference("c1"), null, to, rounding) { Format = format })]), source).OrThrow();
        return new(plan.Pipelines[0].Value, source);
    }

    private static NumberFormat RandomFormat(Random random)
    {
        var comma = random.Next(2) == 0;
        string?[] marks = [null, comma ? "." : ",", " \u00A0", "'\u2019", "_", "\u2009\u202F"];
        var percent = random.Next(4) == 0;
        ValueList<string>[] symbols = [[], ["€"], ["EUR", "€"], ["$", "US$", "A$"], ["kr."], ["a b", "😀", "\\d", "'"], ["%"]];
        var group = marks[random.Next(marks.Length)];
        var format = new NumberFormat
        {
            DecimalMark = comma ? "," : ".",
            GroupMarks = group,
            Grouping = group is null ? DigitGrouping.Three : (DigitGrouping)random.Next(2),
            Sign = (SignPlace)random.Next(3),
            UnicodeMinus = random.Next(2) == 0,
            Parentheses = random.Next(2) == 0,
            Symbols = percent || (group?.Contains('\'', StringComparison.Ordinal) ?? false) ? [] : symbols[random.Next(symbols.Length)],
            Percent = percent,
            Exponent = random.Next(3) == 0,
        };
        return format == NumberFormat.Plain ? format with { Exponent = true } : format;
    }

    // A number of at most eight digits before and two behind the mark, and what it must become as decimal(18,6).
    private static (string Text, string Value) Write(Random random, NumberFormat format)
    {
        var whole = random.Next(4) == 0 ? random.Next(1000) : random.Next(100_000_000);
        var fraction = random.Next(100);
        BigInteger millionths = (((BigInteger)whole * 100) + fraction) * 10_000;
        var digits = whole.ToString(CultureInfo.InvariantCulture);
        if (format.GroupMarks is { } marks && random.Next(4) > 0) digits = Group(digits, format.Grouping, () => marks[random.Next(marks.Length)].ToString());
        var text = digits + (fraction > 0 || random.Next(2) == 0 ? format.DecimalMark + fraction.ToString("00", CultureInfo.InvariantCulture) : "");
        if (format.Exponent && random.Next(2) == 0)
        {
            var power = random.Next(-2, 3);
            text += (random.Next(2) == 0 ? "e" : "E") + (power >= 0 && random.Next(2) == 0 ? "+" : "") + power.ToString("0;-0", CultureInfo.InvariantCulture);
            millionths = power >= 0 ? millionths * BigInteger.Pow(10, power) : millionths / BigInteger.Pow(10, -power);
        }

        if (format.Percent) millionths /= 100;
        var negative = random.Next(2) == 0;
        var affix = format.Percent ? "%" : format.Symbols.Count > 0 && random.Next(4) > 0 ? format.Symbols[random.Next(format.Symbols.Count)] : null;
        var affixFirst = random.Next(2) == 0;
        if (affix is not null && affixFirst) text = Beside(random, text, affix);
        if (negative && format.Parentheses && random.Next(2) == 0) text = "(" + Blank(random) + text + Blank(random) + ")";
        else if (negative || random.Next(6) == 0) text = Beside(random, text, !negative ? "+" : format.UnicodeMinus && random.Next(2) == 0 ? "\u2212" : "-", format.Sign);
        if (affix is not null && !affixFirst) text = Beside(random, text, affix);
        return (text, ExactNumber.Print(negative ? -millionths : millionths, 6));
    }

    private static string Group(string digits, DigitGrouping grouping, Func<string> mark)
    {
        var groups = "";
        for (var size = 3; digits.Length > size; size = grouping == DigitGrouping.Indian ? 2 : 3) (groups, digits) = (mark() + digits[^size..] + groups, digits[..^size]);
        return digits + groups;
    }

    private static string Beside(Random random, string text, string what, SignPlace place = SignPlace.Either)
    {
        var before = place == SignPlace.Either ? random.Next(2) == 0 : place == SignPlace.Leading;
        return before ? what + Blank(random) + text : text + Blank(random) + what;
    }

    private static string Blank(Random random) => random.Next(3) == 0 ? NumberMarks.Blanks[random.Next(NumberMarks.Blanks.Length)].ToString() : "";

    private static string Damage(Random random, string text, NumberFormat format)
    {
        if (random.Next(3) == 0) return text;
        var pieces = "0123456789.,'_ -+()%eE€\u2212\u00A0x\n" + format.DecimalMark + format.GroupMarks;
        var at = random.Next(text.Length + 1);
        if (at < text.Length && char.IsLowSurrogate(text[at])) at--;
        var piece = pieces[random.Next(pieces.Length)].ToString();
        return random.Next(3) switch
        {
            0 => text.Insert(at, piece),
            1 when at < text.Length && !char.IsSurrogate(text[at]) => text.Remove(at, 1),
            2 when at < text.Length && !char.IsSurrogate(text[at]) => text.Remove(at, 1).Insert(at, piece),
            _ => text + piece,
        };
    }
}
