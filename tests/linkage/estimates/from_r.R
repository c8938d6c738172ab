# The independent numbers that tests/linkage holds the code to.
# R 4.2.2, clubSandwich 0.5.8, multilevel 2.7: Rscript tests/linkage/estimates/from_r.R
suppressMessages({library(clubSandwich);library(multilevel)})
d <- expand.grid(t=0:7,g=0:11); d <- d[(d$g*5+d$t*3)%%7!=0,]
d$e <- sin(3*d$g+1.7*d$t)+d$g/5
d$x <- cos(d$g*d$t+1)
d$y <- 0.2*d$e+0.1*d$x+cos(5*d$g*d$g+2.3*d$t*d$t)+d$g/3
d$w <- 5+(7*d$g+3*d$t)%%40
for (wt in c(FALSE,TRUE)) {
 m <- if (wt) lm(y~e+x+factor(g)+factor(t),data=d,weights=w) else lm(y~e+x+factor(g)+factor(t),data=d)
 r <- coef_test(m,vcov=vcovCR(m,cluster=d$g,type="CR2"),test="Satterthwaite")["e",]
 cat(wt, sprintf("%.10g",c(r$beta,r$SE,r$tstat,if(!is.null(r$df_Satt)) r$df_Satt else r$df,if(!is.null(r$p_Satt)) r$p_Satt else r$p_val)),nrow(d),"\n")
}
a <- expand.grid(i=0:9,g=0:6); a<-a[a$i<4+a$g,]
for(j in 1:3) a[[paste0("q",j)]] <- 1+((a$i*(j+2)+a$g*j*3+a$i*a$i)%%5)
a$m <- 1+((a$i*3+a$g)%%4)+(a$g>3)
mod <- aov(m~factor(g),data=a); cat(sprintf("%.10g",c(ICC1(mod),ICC2(mod))),"\n")
rr <- rwg.j(a[,c("q1","q2","q3")],a$g,ranvar=2); cat(sprintf("%.10g",rr$rwg.j),"\n")
b <- a; for(j in 1:3) b[[paste0("q",j)]] <- 3+((a$i*(j+2)+a$g*j)%%3)
rr <- rwg.j(b[,c("q1","q2","q3")],b$g,ranvar=2); cat(sprintf("%.10g",rr$rwg.j),"\n")
cat(sprintf("%.8g",p.adjust(c(.001,.008,.039,.041,.042,.06,.074,.205,.212,.216),"BH")),"\n")
cat(sprintf("%.10g",prop.test(7,20,correct=FALSE)$conf.int),"\n")
