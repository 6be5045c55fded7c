using System.Text;

namespace Lumos.Abstractions;

/// <summary>Where something went wrong, as far as it is known. Never carries a cell value.</summary>
/// <param name="File">File, object or table name as the user gave it.</param>
/// <param name="Line">Physical line, 1-based.</param>
/// <param name="Column">Column name, or the 1-based character position in a text.</param>
/// <param name="Key">Row key or contract key path.</param>
/// <param name="ByteOffset">Offset in the file, 0-based.</param>
public sealed record ErrorLocation(string? File = null, long? Line = null, string? Column = null, string? Key = null, long? ByteOffset = null)
{
    /// <summary>The parts that are known, as <c>file.csv, line 12, column 'amount'</c>; a position in a line is no name: <c>file.json, line 2, column 14</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Add(File);
        Add(Line is { } line ? $"line {line}" : null);
        Add(Column is null ? null : Line is not null && Column.All(char.IsAsciiDigit) ? $"column {Column}" : $"column '{Column}'");
        Add(Key is null ? null : $"key '{Key}'");
        Add(ByteOffset is { } offset ? $"byte {offset}" : null);
        return text.ToString();

        void Add(string? part)
        {
            if (part is null) return;
            if (text.Length > 0) text.Append(", ");
            text.Append(part);
        }
    }
}

/// <summary>
/// The one exception of Lumos: a taxonomy code, what was wrong, where, and what to do next. Wrong arguments of a method
/// still throw the standard .NET exceptions, and cancellation stays <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class LumosException : Exception
{
    /// <summary>Creates the exception. None of the texts may hold a secret or a cell value.</summary>
    /// <param name="code">Class of the failure; decides retry and fallback.</param>
    /// <param name="reason">Stable sub-code such as <c>INGEST_FILE_EMPTY</c>, documented in <c>docs/errors.md</c>.</param>
    /// <param name="problem">What was wrong, one sentence.</param>
    /// <param name="where">Where, as far as known.</param>
    /// <param name="nextStep">What the reader should do next, one sentence.</param>
    /// <param name="innerException">The cause, kept as it was.</param>
    public LumosException(ErrorCode code, string reason, string problem, ErrorLocation? where = null, string? nextStep = null, Exception? innerException = null)
        : base(Compose(problem, where, nextStep), innerException)
    {
        Code = code;
        Reason = reason;
        Problem = problem;
        Where = where;
        NextStep = nextStep;
    }

    /// <summary>Class of the failure.</summary>
    public ErrorCode Code { get; }

    /// <summary>Stable sub-code, upper-case with underscores.</summary>
    public string Reason { get; }

    /// <summary>What was wrong.</summary>
    public string Problem { get; }

    /// <summary>Where it was wrong; null when that is not known.</summary>
    public ErrorLocation? Where { get; }

    /// <summary>What to do next; null when nothing better than reading the problem can be said.</summary>
    public string? NextStep { get; }

    /// <summary>Whether the same step may be tried again.</summary>
    public bool IsTransient => ErrorTaxonomy.MayRetry(Code);

    private static string Compose(string problem, ErrorLocation? where, string? nextStep)
    {
        var text = new StringBuilder(problem);
        if (where is not null && where.ToString() is { Length: > 0 } place) text.Append(" (").Append(place).Append(')');
        if (nextStep is not null) text.Append(' ').Append(nextStep);
        return text.ToString();
    }
}
