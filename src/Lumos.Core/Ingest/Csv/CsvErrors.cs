using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Csv;

/// <summary>The failures of reading delimited text, each with its reason sub-code and next step.</summary>
internal static class CsvErrors
{
    public static LumosException Missing(string name, Exception? cause = null) => Fail("INGEST_FILE_MISSING", "The file does not exist", name, "Check the path and its spelling.", cause);

    public static LumosException Folder(string name) => Fail("INGEST_PATH_IS_FOLDER", "A folder was given where a file is needed", name, "Name a file in it, or let ingest expand the folder.");

    public static LumosException Unreadable(string name, Exception cause) =>
        Fail("INGEST_FILE_UNREADABLE", "The file cannot be opened for reading", name, "Give this process read permission on the file and its folders.", cause);

    public static LumosException Empty(string name) => Fail("INGEST_FILE_EMPTY", "The file holds no data", name, "Check how it was exported, or leave it out of the run.");

    public static LumosException Binary(string name, string kind, string nextStep) => Fail("INGEST_FILE_BINARY", $"The file is {kind}, not delimited text", name, nextStep);

    public static LumosException GzipTruncated(string name, Exception? cause) =>
        Fail("INGEST_GZIP_TRUNCATED", "The gzip data ends too early or is damaged", name, "Transfer the file again and compare its size with the original.", cause);

    public static LumosException Encoding(string name, string encoding) =>
        Fail("INGEST_ENCODING_UNKNOWN", $"The encoding '{encoding}' is not known", name, "Name an encoding such as utf-8, utf-16le, windows-1252 or shift_jis.");

    public static LumosException RecordTooLong(string name, long line, long offset, long limit) => new(
        ErrorCode.DeterministicFailure, "INGEST_RECORD_TOO_LONG", $"A record is longer than the limit of {limit} bytes",
        new ErrorLocation(name, line, ByteOffset: offset), "Look for a quote that is never closed, or raise the record limit.");

    public static LumosException NoLineEnds(string name, int looked) => new(
        ErrorCode.DeterministicFailure, "INGEST_RECORD_TOO_LONG", $"The first {looked} bytes hold no end of a line, so no header and no row is to be seen",
        new ErrorLocation(name, 1), "Check how the file was exported; rows must end in a line feed or a carriage return.");

    public static LumosException BatchTooLarge(string name, string column) => new(
        ErrorCode.DeterministicFailure, "INGEST_BATCH_TOO_LARGE", "One column of one batch holds more than 2 GB of text",
        new ErrorLocation(name, Column: column), "Read with fewer rows per batch.");

    public static LumosException Read(string name, IOException cause) => new(
        ErrorCode.TransientError, "INGEST_READ_FAILED", "Reading the file failed", new ErrorLocation(name), "Try again; if it stays, check the disk or share.", cause);

    private static LumosException Fail(string reason, string problem, string name, string nextStep, Exception? cause = null) =>
        new(ErrorCode.DeterministicFailure, reason, problem, new ErrorLocation(name), nextStep, cause);
}
