namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>
/// What each <see cref="CsvClue"/> weighs for each part a record may play, as log-odds against being a row that is not the first.
/// </summary>
/// <remarks>
/// Fitted, not chosen: the likeliest weights, drawn towards 0, for the readings of 1,100 labelled files (docs/csv.md, "Readings weighed").
/// Set by set they were tested on files they had not been fitted on.
/// </remarks>
internal static class CsvClueWeights
{
    private const int Parts = 4;

    // Above the table; first of the names; more of them; first row. In the order of CsvClue.
    private static readonly double[] Weights =
    [
        -0.86, 1.01, -0.10, -0.30, // AsWide
        -0.49, -0.73, -0.29, 0.62, // OneShort
        0.49, -0.15, -0.68, -0.05, // Alone
        -0.28, 0.08, -0.36, -0.10, // Filled
        -0.09, 0.19, -1.07, 0.43, // Full
        -0.02, 0.02, -0.31, -0.10, // FilledLikeRows
        0.30, -0.04, -0.25, -0.38, // Sparse
        -0.26, 0.71, 1.58, -0.03, // NoFirst
        0.09, -0.50, -0.45, -0.55, // Texts
        -0.25, 1.05, 0.30, -0.44, // TextsOnly
        0.82, -0.22, -0.72, -0.26, // HoldsValue
        1.13, 0.66, 1.24, -0.21, // KnownNames
        -1.42, 1.79, -0.96, 0.16, // Identifiers
        0.76, -0.35, -1.19, -0.49, // Sentences
        0.29, -0.46, 0.79, -1.41, // Units
        -1.02, 0.99, 1.28, -0.81, // Years
        -1.36, 0.82, 0.69, -1.29, // YearSequence
        -1.08, -1.35, -0.04, 0.49, // SaysTwice
        0.82, -1.60, -1.06, -0.81, // Colon
        -1.51, -1.27, -0.48, -0.41, // ColonFirst
        1.38, -1.39, -0.29, -0.53, // KeyValues
        0.95, -1.09, 0.39, 0.33, // Comment
        0.01, -0.65, 0.19, 0.68, // MarkedNames
        -0.17, 0.11, -0.47, -0.12, // NoKinds
        -0.97, -0.10, -1.02, -0.20, // Fits
        -1.45, -0.92, 0.07, 0.21, // FitsTwo
        -0.49, -0.19, -0.03, 0.35, // FitsNone
        0.84, -0.03, -0.16, -0.31, // Against
        0.05, -0.58, -1.08, 0.12, // LeavesOut
        0.09, -0.35, 0.80, -1.34, // OtherKind
        0.03, -0.07, -0.43, 0.02, // ComesBack
        0.04, 0.29, -0.08, 0.45, // ComingBack
        -0.74, 0.22, 0.00, 0.47, // First
        0.21, -0.53, -0.24, 0.91, // CommentAbove
        0.50, -1.07, -0.54, -0.31, // AboveAsWide
        0.32, -1.41, 0.19, -0.87, // AboveAlike
        -0.56, -0.64, 1.37, -1.42, // StacksBelow
        -0.10, 0.10, 0.89, -0.39, // Continues
        -1.21, -1.32, 1.78, -1.56, // Tags
        1.32, -0.68, -0.89, 0.61, // BlankBelow
        0.04, -0.03, -1.36, 0.51, // BelowNotWide
        0.04, -0.18, 0.18, -0.17, // BelowFuller
        0.13, -0.50, 0.67, 0.23, // BelowSparser
        0.62, -0.14, -0.16, -0.96, // BelowTexts
        -0.55, -0.55, -0.74, 0.05, // LikeBelow
        -0.39, -0.90, -0.62, -0.06, // JustLikeBelow
        -0.28, -0.23, 0.06, 0.10, // Run
        0.16, 0.66, 0.31, 0.10, // Header
        0.06, -0.69, -0.60, 0.33, // NoHeader
        -0.04, 0.90, -0.30, -0.48, // IsHeader
        0.21, 0.08, 0.17, 0.25, // SurelyHeader
    ];

    /// <summary>What the number of header records weighs, 0 to 4.</summary>
    public static ReadOnlySpan<double> HeaderRecords => [-0.21, 0.20, 0.01, -0.28, -0.63];

    /// <summary>The weights of a record by its clues.</summary>
    public static (double Above, double Names, double MoreNames, double FirstRow) Of(ReadOnlySpan<double> clues)
    {
        double above = 0, names = 0, more = 0, row = 0;
        for (var i = 0; i < clues.Length; i++)
        {
            if (clues[i] == 0) continue;
            var weights = Weights.AsSpan(i * Parts, Parts);
            above += clues[i] * weights[0];
            names += clues[i] * weights[1];
            more += clues[i] * weights[2];
            row += clues[i] * weights[3];
        }

        return (above, names, more, row);
    }
}
