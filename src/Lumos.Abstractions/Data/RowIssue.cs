namespace Lumos.Abstractions;

/// <summary>Something wrong with one row as it was read. Never carries a cell value.</summary>
/// <param name="Row">0-based row in its batch.</param>
/// <param name="Code">Stable code of the reader, such as <c>RAGGED_SHORT</c>.</param>
/// <param name="Column">Column concerned, when it is one.</param>
/// <param name="Found">A count that explains the code, such as the fields found; null when there is none.</param>
/// <param name="Expected">The count that was expected; null when there is none.</param>
public sealed record RowIssue(int Row, string Code, string? Column = null, long? Found = null, long? Expected = null);

/// <summary>A stretch of a source that is not a row, and why: every byte is in a row or in one of these.</summary>
/// <param name="Reason">Stable code, such as <c>PREAMBLE</c>, <c>HEADER</c>, <c>BLANK</c>, <c>COMMENT</c>, <c>FOOTER</c>, <c>OTHER_TABLE</c>.</param>
/// <param name="FirstLine">First physical line, 1-based.</param>
/// <param name="LastLine">Last physical line, inclusive.</param>
/// <param name="ByteStart">First byte in the (decompressed) source.</param>
/// <param name="ByteEnd">One past the last byte.</param>
public sealed record SkippedRange(string Reason, long FirstLine, long LastLine, long ByteStart, long ByteEnd);
