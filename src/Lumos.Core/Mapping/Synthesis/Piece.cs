using Lumos.Dsl.Fluent;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Something that can be taken from a row, with its text for every example of the working set.</summary>
/// <param name="Values">Texts, first those of rows with a target, then those of rows that become nothing; null for NULL.</param>
/// <param name="Cost">Size.</param>
/// <param name="Column">Name of the column it comes from.</param>
/// <param name="IsWhole">Whether it is all of the column, cleaned or in another case at most.</param>
/// <param name="Build">Its pipeline.</param>
internal sealed record Piece(string?[] Values, int Cost, string Column, bool IsWhole, Func<Pipe> Build)
{
    /// <summary>What a date piece writes and from what, so that neighbours can be written at once; null for other pieces.</summary>
    public DatePiece? Date { get; init; }
}

/// <summary>A date written in part.</summary>
/// <param name="Moment">The parsed date.</param>
/// <param name="Format">Format of the part.</param>
/// <param name="Language">Language of its names.</param>
internal sealed record DatePiece(Pipe Moment, string Format, Lumos.Dsl.Model.DateLanguage Language);
