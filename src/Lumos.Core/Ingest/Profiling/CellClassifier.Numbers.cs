namespace Lumos.Core.Ingest.Profiling;

using NumberFlags = ShapeCode.NumberFlags;

internal static partial class CellClassifier
{
    private const int MostRuns = 12;
    private const int MostScientificWhole = 11;
    private const int MostScientificFraction = 15;
    private const int MostShownFraction = 6;

    private enum Mark
    {
        None,
        Point,
        Comma,
        Blank,
        Quote,
    }

    private static ShapeCode Plain(ReadOnlySpan<byte> cell, NumberFlags flags, out Digits digits)
    {
        var zeros = 0;
        while (zeros < cell.Length - 1 && cell[zeros] == '0') zeros++;
        digits = new Digits(cell.Length - zeros, 0);
        if (zeros > 0) flags |= NumberFlags.LeadingZero;
        if (cell.Length == 8 && IsCompactDate(cell)) flags |= NumberFlags.CompactDate;
        if (cell.Length == 14 && IsCompactDate(cell[..8]) && IsCompactTime(cell[8..])) flags |= NumberFlags.CompactMoment;
        var form = cell.Length == 1 && cell[0] <= '1' ? NumberForm.ZeroOrOne : digits.Whole <= 18 ? NumberForm.Integer : NumberForm.LongInteger;
        return ShapeCode.Number(form, flags);
    }

    private static bool TryNumber(ReadOnlySpan<byte> cell, out ShapeCode shape, out Digits digits)
    {
        shape = default;
        digits = default;
        var flags = NumberFlags.None;
        var currency = 0;
        if (cell[0] == '(' && cell[^1] == ')')
        {
            flags |= NumberFlags.Parentheses;
            cell = TrimBlanks(cell[1..^1]);
        }

        var signed = TakeSign(ref cell);
        if (cell.Length > 0 && !IsDigit(cell[0]) && cell[0] != '.' && cell[0] != ',')
        {
            currency = CellWords.Currency(cell, atEnd: false, out var length);
            if (currency == 0) return false;
            cell = TrimBlanks(cell[length..]);
            if (!signed) signed = TakeSign(ref cell);
        }

        if (cell.Length > 1 && !IsDigit(cell[^1]) && !TakeSuffix(ref cell, ref flags, ref currency, signed)) return false;
        if (signed && (flags & NumberFlags.Parentheses) != 0) return false;
        if (cell.Length == 0 || !ReadCore(cell, out var form, out digits, out var leadingZero)) return false;
        if (form == NumberForm.Integer && flags == 0 && currency == 0 && !signed)
        {
            shape = Plain(cell, 0, out digits);
            return true;
        }

        if (leadingZero) flags |= NumberFlags.LeadingZero;
        if (digits.Fraction > 0 && cell[^1] == '0' && form is not (NumberForm.Scientific or NumberForm.Exponent or NumberForm.Rounded)) digits = digits with { Zeros = Math.Min(digits.Fraction, cell.Length - cell.TrimEnd((byte)'0').Length) };
        shape = ShapeCode.Number(form, flags, currency);
        return true;
    }

    private static bool TakeSuffix(ref ReadOnlySpan<byte> cell, ref NumberFlags flags, ref int currency, bool signed)
    {
        switch (cell[^1])
        {
            case (byte)'.' when IsDigit(cell[^2]):
                return true;
            case (byte)'%':
                flags |= NumberFlags.Percent;
                cell = TrimBlanks(cell[..^1]);
                return cell.Length > 0;
            case (byte)'-' when !signed:
                flags |= NumberFlags.TrailingMinus;
                cell = TrimBlanks(cell[..^1]);
                return cell.Length > 0 && IsDigit(cell[^1]);
        }

        if (currency != 0) return false;
        currency = CellWords.Currency(cell, atEnd: true, out var length);
        if (currency == 0 || length >= cell.Length) return false;
        cell = TrimBlanks(cell[..^length]);
        return cell.Length > 0;
    }

    private static bool TakeSign(ref ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 2 || (cell[0] != '-' && cell[0] != '+')) return false;
        cell = TrimBlanks(cell[1..]);
        return true;
    }

    // Cuts the digits at their marks; the runs between marks decide what the marks mean.
    private static bool ReadCore(ReadOnlySpan<byte> cell, out NumberForm form, out Digits digits, out bool leadingZero)
    {
        form = default;
        digits = default;
        leadingZero = false;
        Span<int> runs = stackalloc int[MostRuns];
        Span<Mark> marks = stackalloc Mark[MostRuns];
        int count = 0, run = 0, at = 0;
        while (at < cell.Length)
        {
            var b = cell[at];
            if (IsDigit(b))
            {
                run++;
                at++;
                continue;
            }

            if (b is (byte)'e' or (byte)'E') return ReadExponent(cell, at, runs[..count], run, marks[0], ref form, ref digits);
            var mark = MarkAt(cell[at..], out var width);
            if (mark == Mark.None || count == MostRuns - 1) return false;
            runs[count] = run;
            marks[count++] = mark;
            run = 0;
            at += width;
        }

        runs[count] = run;
        leadingZero = runs[0] > 1 && cell[0] == '0';
        return Decide(runs[..(count + 1)], marks[..count], cell[0] == '0', ref form, ref digits);
    }

    private static bool Decide(ReadOnlySpan<int> runs, ReadOnlySpan<Mark> marks, bool startsWithZero, ref NumberForm form, ref Digits digits)
    {
        if (marks.Length == 0)
        {
            digits = new Digits(runs[0], 0);
            form = runs[0] <= 18 ? NumberForm.Integer : NumberForm.LongInteger;
            return runs[0] > 0;
        }

        var groups = runs[0] is >= 1 and <= 3 && !(startsWithZero && runs[0] > 1);
        if (marks.Length == 1)
        {
            digits = new Digits(runs[0], runs[1]);
            var either = groups && !startsWithZero && runs[1] == 3;
            switch (marks[0])
            {
                case Mark.Point:
                    form = either ? NumberForm.EitherPoint : NumberForm.Point;
                    return runs[0] + runs[1] > 0;
                case Mark.Comma:
                    form = either ? NumberForm.EitherComma : NumberForm.Comma;
                    return runs[0] > 0 && runs[1] > 0;
            }
        }

        if (!groups) return false;
        var group = marks[0];
        var last = marks[^1];
        var hasFraction = last != group;
        if (hasFraction && last is not (Mark.Point or Mark.Comma)) return false;
        var whole = runs[0];
        for (var i = 1; i < runs.Length - (hasFraction ? 1 : 0); i++)
        {
            if (runs[i] != 3 || (i < marks.Length && marks[i] != group && !(hasFraction && i == marks.Length - 1))) return false;
            whole += 3;
        }

        if (hasFraction && runs[^1] == 0) return false;
        digits = new Digits(whole, hasFraction ? runs[^1] : 0);
        form = (group, hasFraction ? last : Mark.None) switch
        {
            (Mark.Comma, Mark.None) => NumberForm.CommaGroups,
            (Mark.Comma, _) => NumberForm.CommaGroupsPoint,
            (Mark.Point, Mark.None) => NumberForm.PointGroups,
            (Mark.Point, _) => NumberForm.PointGroupsComma,
            (Mark.Blank, Mark.None) => NumberForm.BlankGroups,
            (Mark.Blank, Mark.Point) => NumberForm.BlankGroupsPoint,
            (Mark.Blank, _) => NumberForm.BlankGroupsComma,
            (_, Mark.None) => NumberForm.QuoteGroups,
            (_, Mark.Point) => NumberForm.QuoteGroupsPoint,
            _ => NumberForm.QuoteGroupsComma,
        };
        return true;
    }

    private static bool ReadExponent(ReadOnlySpan<byte> cell, int at, ReadOnlySpan<int> runs, int run, Mark first, ref NumberForm form, ref Digits digits)
    {
        if (runs.Length > 1 || (runs.Length == 1 && first != Mark.Point) || (run == 0 && runs.Length == 0)) return false;
        var rest = cell[(at + 1)..];
        var signed = rest.Length > 0 && rest[0] is (byte)'+' or (byte)'-';
        var down = signed && rest[0] == '-';
        if (signed) rest = rest[1..];
        if (rest.Length is 0 or > 4) return false;
        var power = 0;
        foreach (var b in rest)
        {
            if (!IsDigit(b)) return false;
            power = (power * 10) + (b - '0');
        }

        // "1E5" may be a code, and from twelve digits on a spreadsheet has lost those of a card or an article number: neither is a number.
        var (whole, fraction) = runs.Length == 0 ? (run, 0) : (runs[0], run);
        digits = new Digits(Math.Max(1, whole + (down ? -power : power)), Math.Max(0, fraction + (down ? power : -power)));
        form = (signed || runs.Length == 1) && digits.Whole <= MostScientificWhole && digits.Fraction <= MostScientificFraction ? NumberForm.Scientific
            : runs.Length == 1 && !down && digits.Whole > MostScientificWhole && run <= MostShownFraction ? NumberForm.Rounded : NumberForm.Exponent;
        return true;
    }

    private static Mark MarkAt(ReadOnlySpan<byte> rest, out int width)
    {
        width = 1;
        switch (rest[0])
        {
            case (byte)'.': return Mark.Point;
            case (byte)',': return Mark.Comma;
            case (byte)' ': return Mark.Blank;
            case (byte)'\'': return Mark.Quote;
        }

        width = 2;
        if (rest.StartsWith("\u00a0"u8)) return Mark.Blank;
        width = 3;
        if (rest.StartsWith("\u202f"u8) || rest.StartsWith("\u2009"u8)) return Mark.Blank;
        return rest.StartsWith("\u2019"u8) ? Mark.Quote : Mark.None;
    }

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> cell)
    {
        while (cell.Length > 0 && cell[0] == ' ') cell = cell[1..];
        while (cell.Length > 0 && cell[^1] == ' ') cell = cell[..^1];
        while (cell.StartsWith("\u00a0"u8)) cell = cell[2..];
        while (cell.EndsWith("\u00a0"u8)) cell = cell[..^2];
        while (cell.EndsWith("\u202f"u8)) cell = cell[..^3];
        return cell;
    }
}
