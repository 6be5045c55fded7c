namespace Lumos.Core.Evaluation.Quality;

/// <summary>Cells called wrong, against the label.</summary>
/// <param name="Right">Wrong cells that were found.</param>
/// <param name="Given">Cells that were called wrong.</param>
/// <param name="Labelled">Wrong cells of the label.</param>
/// <param name="Fixed">Wrong cells found whose right value was given.</param>
internal readonly record struct CellScore(int Right, int Given, int Labelled, int Fixed)
{
    public double Precision => Given == 0 ? 1 : (double)Right / Given;

    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    public double F1 => Given + Labelled == 0 ? 1 : 2.0 * Right / (Given + Labelled);

    public double Corrected => Labelled == 0 ? 1 : (double)Fixed / Labelled;

    public static CellScore operator +(CellScore a, CellScore b) => new(a.Right + b.Right, a.Given + b.Given, a.Labelled + b.Labelled, a.Fixed + b.Fixed);
}
