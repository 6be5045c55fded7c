namespace Lumos.Core.Ingest.Csv;

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
        -0.85, 1.01, -0.10, -0.31, // AsWide
        -0.47, -0.74, -0.29, 0.63, // OneShort
        0.47, -0.16, -0.67, -0.06, // Alone
        -0.28, 0.08, -0.36, -0.10, // Filled
        -0.09, 0.18, -1.06, 0.42, // Full
        -0.03, 0.03, -0.31, -0.10, // FilledLikeRows
        0.32, -0.05, -0.24, -0.39, // Sparse
        -0.25, 0.70, 1.57, -0.02, // NoFirst
        0.08, -0.49, -0.44, -0.55, // Texts
        -0.23, 1.04, 0.30, -0.44, // TextsOnly
        0.84, -0.21, -0.72, -0.26, // HoldsValue
        1.14, 0.68, 1.22, -0.21, // KnownNames
        -1.41, 1.78, -0.95, 0.18, // Identifiers
        0.81, -0.35, -1.20, -0.51, // Sentences
        0.27, -0.45, 0.80, -1.41, // Units
        -1.02, 0.98, 1.29, -0.80, // Years
        -1.36, 0.82, 0.68, -1.29, // YearSequence
        -1.07, -1.35, -0.03, 0.50, // SaysTwice
        0.83, -1.62, -0.97, -0.80, // Colon
        -1.50, -1.28, -0.48, -0.41, // ColonFirst
        1.33, -1.39, -0.29, -0.53, // KeyValues
        0.97, -1.34, 0.49, 0.48, // Comment
        -0.16, 0.11, -0.47, -0.12, // NoKinds
        -1.00, -0.09, -1.02, -0.20, // Fits
        -1.43, -0.91, 0.06, 0.20, // FitsTwo
        -0.51, -0.18, -0.02, 0.36, // FitsNone
        0.83, -0.04, -0.15, -0.30, // Against
        0.07, -0.56, -1.08, 0.12, // LeavesOut
        0.07, -0.34, 0.79, -1.34, // OtherKind
        0.05, -0.08, -0.42, 0.02, // ComesBack
        0.03, 0.29, -0.08, 0.45, // ComingBack
        -0.74, 0.24, 0.00, 0.46, // First
        0.20, -0.63, -0.20, 0.83, // CommentAbove
        0.48, -1.06, -0.54, -0.31, // AboveAsWide
        0.33, -1.39, 0.19, -0.87, // AboveAlike
        -0.57, -0.65, 1.37, -1.42, // StacksBelow
        -0.10, 0.10, 0.88, -0.40, // Continues
        -1.19, -1.37, 1.78, -1.51, // Tags
        1.33, -0.74, -0.89, 0.62, // BlankBelow
        0.03, 0.03, -1.36, 0.52, // BelowNotWide
        0.02, -0.18, 0.18, -0.16, // BelowFuller
        0.14, -0.51, 0.68, 0.24, // BelowSparser
        0.61, -0.14, -0.18, -0.96, // BelowTexts
        -0.56, -0.55, -0.74, 0.05, // LikeBelow
        -0.39, -0.92, -0.62, -0.06, // JustLikeBelow
        -0.29, -0.25, 0.05, 0.09, // Run
        0.18, 0.66, 0.32, 0.11, // Header
        0.05, -0.70, -0.60, 0.34, // NoHeader
        -0.06, 0.90, -0.29, -0.47, // IsHeader
        0.21, 0.07, 0.17, 0.26, // SurelyHeader
    ];

    /// <summary>What the number of header records weighs, 0 to 4.</summary>
    public static ReadOnlySpan<double> HeaderRecords => [-0.21, 0.19, 0.01, -0.28, -0.64];

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
