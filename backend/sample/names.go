package sample

import "strconv"

const company = "northwind.com"

// partners are other invented companies, under a name kept for such use.
var partners = []string{"litware.example", "fabrikam.example", "contoso.example"}

// A name as it is written and as it stands in an address.
type name struct{ written, mail string }

// people are the members of the company when the year begins, the owners first.
var people = [firstMembers]name{
	{"Ana Moreau", "ana.moreau"},
	{"Dmitri Chen", "dmitri.chen"},
	{"Zoë Kästner", "zoe.kaestner"},
	{"Kwame Mensah", "kwame.mensah"},
	{"Łukasz Wójcik", "lukasz.wojcik"},
	{"渡辺 健二", "kenji.watanabe"},
	{"Priya Raghavan", "priya.raghavan"},
	{"José Ibáñez", "jose.ibanez"},
	{"Siân Pritchard", "sian.pritchard"},
	{"Юлия Соколова", "yulia.sokolova"},
	{"Nguyễn Thị Hạnh", "hanh.nguyen"},
	{"Tomáš Dvořák", "tomas.dvorak"},
	{"이서연", "seoyeon.lee"},
	{"Maren Østergaard", "maren.oestergaard"},
	{"ليلى حداد", "layla.haddad"},
	{"Pádraig Ó Súilleabháin", "padraig.osullivan"},
	{"Chloé Lefèvre", "chloe.lefevre"},
	{"Gökçe Yıldırım", "gokce.yildirim"},
	{"陈思远", "siyuan.chen"},
	{"Ελένη Παπαδάκη", "eleni.papadaki"},
	{"Marcus Adeyemi", "marcus.adeyemi"},
	{"Ingrid Solberg", "ingrid.solberg"},
	{"João Figueiredo", "joao.figueiredo"},
	{"נועה לוי", "noa.levi"},
	{"Hannah Brandt", "hannah.brandt"},
	{"佐藤 美咲", "misaki.sato"},
	{"Rafael Quintero", "rafael.quintero"},
	{"Katarzyna Żak", "katarzyna.zak"},
}

var firstNames = []name{
	{"Amélie", "amelie"}, {"Björn", "bjorn"}, {"Carlos", "carlos"}, {"Daria", "daria"}, {"Elif", "elif"},
	{"François", "francois"}, {"Giulia", "giulia"}, {"Håkon", "hakon"}, {"Irina", "irina"}, {"Jakub", "jakub"},
	{"Karim", "karim"}, {"Léa", "lea"}, {"Matteo", "matteo"}, {"Nadia", "nadia"}, {"Oskar", "oskar"},
	{"Paula", "paula"}, {"Quentin", "quentin"}, {"Renée", "renee"}, {"Søren", "soren"}, {"Tanvi", "tanvi"},
	{"Ursula", "ursula"}, {"Václav", "vaclav"}, {"Wanjiru", "wanjiru"}, {"Ximena", "ximena"}, {"Yusuf", "yusuf"},
	{"Zsófia", "zsofia"}, {"Aoife", "aoife"}, {"Bruno", "bruno"}, {"Camila", "camila"}, {"Diego", "diego"}, {"Emre", "emre"},
}

var lastNames = []name{
	{"Andersson", "andersson"}, {"Bauer", "bauer"}, {"Castellanos", "castellanos"}, {"Delacroix", "delacroix"},
	{"Eriksen", "eriksen"}, {"Fernández", "fernandez"}, {"García", "garcia"}, {"Horváth", "horvath"},
	{"Ivanova", "ivanova"}, {"Jørgensen", "jorgensen"}, {"Kowalczyk", "kowalczyk"}, {"Lindqvist", "lindqvist"},
	{"Müller", "mueller"}, {"Novák", "novak"}, {"Okafor", "okafor"}, {"Petrović", "petrovic"}, {"Quispe", "quispe"},
	{"Rossi", "rossi"}, {"Schröder", "schroeder"}, {"Takahashi", "takahashi"}, {"Üstün", "ustun"}, {"Vasilescu", "vasilescu"},
	{"Weiß", "weiss"}, {"Yamada", "yamada"}, {"Zielińska", "zielinska"}, {"Almeida", "almeida"}, {"Bose", "bose"},
	{"Costa", "costa"}, {"Duarte", "duarte"}, {"Ekström", "ekstrom"}, {"Farrell", "farrell"}, {"Gallagher", "gallagher"},
	{"Haugen", "haugen"}, {"Iyer", "iyer"}, {"Jansen", "jansen"}, {"Kaya", "kaya"}, {"Larsen", "larsen"},
}

// personName is the nth person, each with a mail name of their own.
func personName(n int) (written, mail string) {
	if n < len(people) {
		return people[n].written, people[n].mail
	}
	n -= len(people)
	f, l := len(firstNames), len(lastNames)
	round := n / f
	first, last := firstNames[n%f], lastNames[(n*3+round)%l]
	written, mail = first.written+" "+last.written, first.mail+"."+last.mail
	if again := round / l; again > 0 { // 31 × 37 names are used up
		mail += strconv.Itoa(again + 1)
	}
	return written, mail
}

// networks are the parts of the address space that are kept for examples.
var networks = []string{"192.0.2.", "198.51.100.", "203.0.113."}

var browsers = []string{
	"Firefox on Windows", "Chrome on macOS", "Edge on Windows", "Safari on macOS", "Chrome on Windows",
	"Firefox on Ubuntu", "Safari on iPhone", "Chrome on Android",
}

var signinWays = []string{
	"password and one-time code", "Google", "Google", "Google", "passkey", "passkey", "GitHub", "single sign-on (Okta)", "single sign-on (Okta)",
}

var signupWays = []string{"Google", "password", "GitHub", "single sign-on (Okta)"}
