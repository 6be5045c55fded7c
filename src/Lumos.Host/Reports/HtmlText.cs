using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Lumos.Host.Reports;

/// <summary>Writes HTML so that every value from outside is encoded: interpolated holes are escaped, literals are not.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new(64 * 1024);

    public HtmlText Raw(string html)
    {
        _text.Append(html);
        return this;
    }

    public HtmlText Add(FormattableString html)
    {
        var arguments = new object?[html.ArgumentCount];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = html.GetArgument(i) switch
            {
                HtmlText inner => inner.ToString(),
                null => "",
                IFormattable number => number,
                var other => Escape(other.ToString()),
            };
        }

        _text.AppendFormat(CultureInfo.InvariantCulture, html.Format, arguments);
        return this;
    }

    public static string Escape(string? text) => text is null ? "" : HtmlEncoder.Default.Encode(text);

    /// <summary>12345 as 12,345.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => share.ToString(share is > 0 and < 0.001 ? "0.00 %" : "0.0 %", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => (bytes / 1024.0).ToString("0.# KiB", CultureInfo.InvariantCulture),
        < 1024L * 1024 * 1024 => (bytes / 1048576.0).ToString("0.# MiB", CultureInfo.InvariantCulture),
        _ => (bytes / 1073741824.0).ToString("0.## GiB", CultureInfo.InvariantCulture),
    };

    public override string ToString() => _text.ToString();
}
