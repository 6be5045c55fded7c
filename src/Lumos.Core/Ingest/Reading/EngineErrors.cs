using System.Globalization;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.DuckDb;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Makes the engine's errors ours: which file, which line, what to do. The engine's own words may quote values, so they stay in the cause.</summary>
internal static partial class EngineErrors
{
    public static LumosException Of(DuckDbException error, EngineRelation relation)
    {
        ArgumentNullException.ThrowIfNull(error);
        ArgumentNullException.ThrowIfNull(relation);
        var where = new ErrorLocation(relation.Location, LineOf(error.Message));
        if (error.IsTransient)
        {
            return new LumosException(ErrorCode.TransientError, "INGEST_READ_FAILED", "The engine ran short of memory or lost a race while reading.", where, "Try again with fewer runs at once.", error);
        }

        var (reason, problem, next) = relation.File.Format switch
        {
            SourceFormats.Parquet => ("INGEST_PARQUET_DAMAGED", "The Parquet file cannot be read.", "Transfer or write the file again."),
            SourceFormats.DuckDb => ("INGEST_DATABASE_UNREADABLE", "The database file cannot be read.", "Make sure that it is whole, that no other process writes to it, and that its version is not newer than the engine."),
            _ => ("INGEST_FILE_UNREADABLE", "The engine cannot read the file.", "Decompress it, or export it as plain CSV."),
        };
        return new LumosException(ErrorCode.DeterministicFailure, reason, problem, where, next, error);
    }

    private static long? LineOf(string message) =>
        LinePattern().Match(message) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null;

    [GeneratedRegex(@"(?:in line|at line|Line:|record/value|record) (\d{1,18})", RegexOptions.CultureInvariant)]
    private static partial Regex LinePattern();
}
